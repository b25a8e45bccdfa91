/**
 * Memory images in files: `@generic-pt/core/files`. Kept apart from the main entry, which runs without Node.
 */
export { FileReader } from "./file-reader.js";
export * from "./open-image.js";
