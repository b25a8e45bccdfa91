import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { packedTexts, packFolder } from "../../../test/packed-recordings.js";
import { resolve } from "../model/resolve.js";
import { loadSpecs } from "../spec/files.js";
import { textReport } from "../verify/report.js";
import { verifyPaths } from "../verify/verify.js";
import { interpretedFactory } from "./interpreted-factory.js";

const specs = fileURLToPath(new URL("../../../specs", import.meta.url));

test("every packed recording passes on interpreted tables", () => {
  const { files } = loadSpecs([specs]);
  const factory = interpretedFactory(files.flatMap(({ spec }) => (spec ? [resolve(spec)] : [])));
  const result = verifyPaths([packFolder], factory);
  expect(textReport(result)).toMatch(/ 0 failed$/);
  expect(result.passed).toBe(packedTexts().size);
});
