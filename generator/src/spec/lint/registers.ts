import { rangeMask } from "../match.js";
import { parseBits } from "../ranges.js";
import type { LintRule } from "./rule.js";

const registerWithoutAddress: LintRule = {
  id: "register-without-address",
  severity: "error",
  needs: ["root", "registers"],
  meaning: "No register says where the top table is, or the format has no root for what registers say.",
  check({ spec, report }) {
    if (spec.registers === undefined) return;
    if (spec.root === undefined) {
      report(
        ["registers"],
        "what registers say becomes root fields, and there are none",
        'add "root"',
        "key",
      );
      return;
    }
    const fields = Object.values(spec.registers).flatMap((register) => Object.values(register.fields));
    if (fields.some(({ holds }) => holds === "top-address")) return;
    report(
      ["registers"],
      "no register holds the address of the top table",
      "add the register that does, with a field that holds: top-address",
      "key",
    );
  },
};

const registerOverlap: LintRule = {
  id: "register-overlap",
  severity: "error",
  needs: ["registers"],
  after: ["range-reversed"],
  meaning: "Two fields of a register share bits, or hold the same.",
  check({ spec, report }) {
    for (const [name, register] of Object.entries(spec.registers ?? {})) {
      const fields = Object.entries(register.fields);
      for (const [index, [field, { bits, holds }]] of fields.entries()) {
        const path = ["registers", name, "fields", field];
        const earlier = fields.slice(0, index);
        const mask = rangeMask(parseBits(bits));
        const shares = earlier.find(([, other]) => (rangeMask(parseBits(other.bits)) & mask) !== 0n);
        const repeats = earlier.find(([, other]) => other.holds === holds);
        if (shares !== undefined)
          report([...path, "bits"], `"${shares[0]}" has some of these bits`, "use each bit once");
        else if (repeats !== undefined)
          report([...path, "holds"], `"${repeats[0]}" already holds the ${holds}`, "remove one of the two");
      }
    }
  },
};

/** Registers that say where a table is. */
export const registerRules: readonly LintRule[] = [registerWithoutAddress, registerOverlap];
