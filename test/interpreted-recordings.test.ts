import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { interpretedFactory } from "../generator/src/interpret/interpreted-factory.js";
import { textReport } from "../generator/src/verify/report.js";
import { verifyPaths } from "../generator/src/verify/verify.js";
import { packFolder } from "./packed-recordings.js";
import { shippedFormats } from "./tested-formats.js";

const factory = interpretedFactory(shippedFormats());

it.each(readdirSync(packFolder).filter((name) => name.endsWith(".json.gz")))(
  "interpreted tables pass the recordings of %s",
  (pack) => {
    const result = verifyPaths([join(packFolder, pack)], factory);
    expect(textReport(result)).toMatch(/ 0 failed$/);
    expect(result.passed).toBeGreaterThan(0);
    expect(result.unsupported).toEqual({});
  },
);
