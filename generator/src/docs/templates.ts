import { templatesIn } from "../package/templates.js";

/** Fills one of the templates of pages. */
export const fillPage = templatesIn(new URL("../../src/docs/templates/", import.meta.url));
