import type { RegisterFieldSpec } from "../language.js";
import { rangeMask } from "../match.js";
import { asList, parseBits } from "../ranges.js";
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
  meaning: "Two fields of a register share bits, or hold the same of one table.",
  check({ spec, report }) {
    for (const [name, register] of Object.entries(spec.registers ?? {})) {
      const fields = Object.entries(register.fields);
      for (const [index, [field, described]] of fields.entries()) {
        const { bits, holds } = described;
        const path = ["registers", name, "fields", field];
        const earlier = fields.slice(0, index);
        const mask = rangeMask(parseBits(bits));
        const shares = earlier.find(([, other]) => (rangeMask(parseBits(other.bits)) & mask) !== 0n);
        const repeats = earlier.find(([, other]) => saysTheSame(other, described));
        if (shares !== undefined)
          report([...path, "bits"], `"${shares[0]}" has some of these bits`, "use each bit once");
        else if (repeats !== undefined)
          report([...path, "holds"], `"${repeats[0]}" already holds the ${holds}`, "remove one of the two");
      }
    }
  },
};

/** Fields may each hold a piece of the address, or be about different tables. */
function saysTheSame(a: RegisterFieldSpec, b: RegisterFieldSpec): boolean {
  if (a.holds !== b.holds || excludes(a, b) || excludes(b, a)) return false;
  return a.holds !== "top-address" || (addressBits(a) & addressBits(b)) !== 0n;
}

/** One is read only with a feature without which the other is read. */
function excludes(a: RegisterFieldSpec, b: RegisterFieldSpec): boolean {
  return asList(a.feature).some((name) => asList(b["without-feature"]).includes(name));
}

function addressBits({ bits, shift = 0 }: RegisterFieldSpec): bigint {
  const { high, low } = parseBits(bits);
  return rangeMask({ high: high - low + shift, low: shift });
}

const holdsMismatch: LintRule = {
  id: "holds-mismatch",
  severity: "error",
  needs: ["root", "registers"],
  meaning: "A field says how to read what it does not hold.",
  check({ spec, report }) {
    const fields = [
      ...Object.entries(spec.root ?? {}).map(([name, field]) => ({ path: ["root", name], field })),
      ...Object.entries(spec.registers ?? {}).flatMap(([register, { fields }]) =>
        Object.entries(fields).map(([name, field]) => ({
          path: ["registers", register, "fields", name],
          field,
        })),
      ),
    ];
    for (const { path, field } of fields) {
      const { holds, shift, plus, from } = field;
      if (shift !== undefined && holds !== "top-address")
        report([...path, "shift"], `only addresses are shifted, and this holds the ${holds}`, "remove it");
      if (plus !== undefined && holds === "top-address")
        report([...path, "plus"], "nothing is added to an address", "remove it");
      if (from !== undefined && holds !== "va-bits")
        report([...path, "from"], `only va-bits are subtracted, and this holds the ${holds}`, "remove it");
      else if (from !== undefined && plus !== undefined)
        report(
          [...path, "plus"],
          `the bits of VA are already subtracted from ${from}`,
          "keep one of the two",
        );
    }
  },
};

const registerFieldUnread: LintRule = {
  id: "register-field-unread",
  severity: "error",
  needs: ["registers", "features"],
  after: ["unknown-feature"],
  meaning: "A field of a register is read only with a feature that no register brings.",
  check({ spec, report }) {
    const registers = Object.entries(spec.registers ?? {});
    const brought = new Set(registers.flatMap(([, { features }]) => asList(features)));
    for (const [name, { fields }] of registers) {
      for (const [field, { feature }] of Object.entries(fields)) {
        // A feature that this variant removed is no mistake.
        const missing = asList(feature).find(
          (one) => spec.features?.[one] !== undefined && !brought.has(one),
        );
        if (missing === undefined) continue;
        report(
          ["registers", name, "fields", field, "feature"],
          `no register brings "${missing}", so that this is never read`,
          'add it to "features" of the register that points to such tables',
        );
      }
    }
  },
};

/** Registers that say where a table is. */
export const registerRules: readonly LintRule[] = [
  registerWithoutAddress,
  registerOverlap,
  holdsMismatch,
  registerFieldUnread,
];
