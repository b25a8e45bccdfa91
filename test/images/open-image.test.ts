import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ImageSource, TableImage } from "@generic-pt/core";
import { FileReader, openImage } from "@generic-pt/core/files";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentOffset, elfFile } from "./elf-builder.js";

const folder = mkdtempSync(join(tmpdir(), "images-"));
const at = (name: string) => join(folder, name);
const content = Uint8Array.from({ length: 0x8000 }, (_, index) => (index * 3 + (index >> 8)) & 255);

const failure = (code: string, path: string, message: RegExp) =>
  expect.objectContaining({
    name: "PtError",
    code,
    message: expect.stringMatching(new RegExp(`^${path.replaceAll(/\W/g, "\\$&")}: .*${message.source}`)),
  });

function read(source: ImageSource, address: bigint, bytes: number): Uint8Array | undefined {
  const into = new Uint8Array(bytes).fill(0xee);
  return source.read(address, into) ? into : undefined;
}

function writeManifest(name: string, memory: unknown, rest: object = {}): string {
  mkdirSync(at(name), { recursive: true });
  writeFileSync(at(`${name}/manifest.json`), JSON.stringify({ ...rest, memory }));
  return at(name);
}

const elfHeader = {
  physicalAddress: 0x9000n,
  fileBytes: 0x8000n,
  offset: BigInt(contentOffset(1)),
};

beforeAll(() => {
  writeFileSync(at("raw.bin"), content);
  writeFileSync(at("core"), elfFile({ endianness: "big", machine: 21, headers: [elfHeader], content }));
  writeFileSync(at("empty"), "");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("openImage", () => {
  it("opens segments of a manifest, by its folder or its name", () => {
    const segments = [
      { pa: "0x8000", file: "a.bin", offset: 0x1000, length: 0x1000 },
      { pa: "0x1000", file: "sub/b.bin", offset: 0, length: 0x100 },
      { pa: "0x9000", file: "a.bin", offset: 0x1000, length: 0x1000 },
    ];
    const registers = { ROOT: "0x8001" };
    const path = writeManifest("segments", { kind: "segments", segments }, { registers, note: "mine" });
    mkdirSync(at("segments/sub"));
    writeFileSync(at("segments/a.bin"), content);
    writeFileSync(at("segments/sub/b.bin"), content.subarray(0x500));
    for (const name of [path, join(path, "manifest.json")]) {
      const image = openImage(name);
      expect(image).toMatchObject({ path: join(path, "manifest.json"), kind: "segments", elf: undefined });
      expect(image.manifest?.note).toBe("mine");
      expect([...image.registers]).toEqual([["ROOT", 0x8001n]]);
      expect(image.bytes).toBe(0x2100n);
      expect(image.segments).toEqual([
        { address: 0x1000n, length: 0x100n },
        { address: 0x8000n, length: 0x2000n },
      ]);
      expect(read(image.source, 0x1000n, 0x100)).toEqual(content.subarray(0x500, 0x600));
      expect(read(image.source, 0x8f00n, 0x200)).toEqual(
        Uint8Array.of(...content.subarray(0x1f00, 0x2000), ...content.subarray(0x1000, 0x1100)),
      );
      expect(read(image.source, 0x10ffn, 2)).toBeUndefined();
      image.close();
    }
  });

  it("opens ELF cores and raw files, alone or named by a manifest", () => {
    const core = elfFile({ endianness: "little", headers: [elfHeader], content });
    const inElf = writeManifest("in-elf", { kind: "elf-core", file: "core.elf" });
    writeFileSync(at("in-elf/core.elf"), core);
    const inRaw = writeManifest("in-raw", { kind: "raw", file: "ram", base: "0x9000" });
    writeFileSync(at("in-raw/ram"), content);
    const images = [
      { image: openImage(at("core")), kind: "elf-core", elf: { endianness: "big", machine: 21, type: 4 } },
      { image: openImage(inElf), kind: "elf-core", elf: { endianness: "little", machine: 0, type: 4 } },
      { image: openImage(at("raw.bin"), { base: 0x9000n }), kind: "raw", elf: undefined },
      { image: openImage(inRaw), kind: "raw", elf: undefined },
    ];
    for (const { image, kind, elf } of images) {
      expect([image.kind, image.elf]).toEqual([kind, elf]);
      expect([image.bytes, image.registers.size]).toEqual([0x8000n, 0]);
      expect(image.segments).toEqual([{ address: 0x9000n, length: 0x8000n }]);
      const tables = new TableImage(image.source);
      const word = tables.open(0, 0, 0xa000, 4096);
      expect(new Uint8Array(tables.words.buffer, word * 4, 4096)).toEqual(content.subarray(0x1000, 0x2000));
      expect(tables.open(0, 0, 0x10400, 4096)).toBe(-1);
      image.close();
    }
  });

  it("takes a base for raw files and for nothing else", () => {
    expect(() => openImage(at("raw.bin"))).toThrow(failure("EINVAL", at("raw.bin"), /needs a base address/));
    expect(() => openImage(at("core"), { base: 0n })).toThrow(
      failure("EINVAL", at("core"), /base address is for raw/),
    );
    const path = writeManifest("based", { kind: "raw", file: "ram", base: 0 });
    expect(() => openImage(path, { base: 0n })).toThrow(
      failure("EINVAL", join(path, "manifest.json"), /base address is for raw/),
    );
    const high = (1n << 64n) - 1n;
    expect(() => openImage(at("raw.bin"), { base: high })).toThrow(
      failure("EINVAL", at("raw.bin"), /leaves/),
    );
    expect(() => openImage(at("raw.bin"), { base: -1n })).toThrow(failure("ERANGE", at("raw.bin"), /base/));
  });

  it("names the file of what is wrong", () => {
    mkdirSync(at("nothing"));
    expect(() => openImage(at("nothing"))).toThrow(
      failure("ENOENT", at("nothing/manifest.json"), /no such file/),
    );
    expect(() => openImage(at("absent"))).toThrow(failure("ENOENT", at("absent"), /no such file/));
    expect(() => openImage(at("raw.bin/x"))).toThrow(failure("ENOENT", at("raw.bin/x"), /no such file/));
    expect(() => openImage(at("empty"), { base: 0n })).toThrow(failure("EINVAL", at("empty"), /is empty/));
    expect(() => openImage("a\0b")).toThrow(expect.objectContaining({ name: "PtError", code: "EINVAL" }));
    writeFileSync(at("cut"), elfFile({ endianness: "big", headers: [elfHeader], content }).subarray(0, -1));
    expect(() => openImage(at("cut"))).toThrow(
      failure("EINVAL", at("cut"), /program header 0 .* ends 1 bytes before/),
    );
    writeFileSync(at("broken.json"), "{");
    expect(() => openImage(at("broken.json"))).toThrow(failure("EINVAL", at("broken.json"), /not JSON/));
    writeFileSync(at("huge.json"), "");
    truncateSync(at("huge.json"), 2 ** 36);
    expect(() => openImage(at("huge.json"))).toThrow(failure("EINVAL", at("huge.json"), /more than 16 MiB/));
    const inElf = writeManifest("wrong-elf", { kind: "elf-core", file: "ram" });
    expect(() => openImage(inElf)).toThrow(failure("ENOENT", at("wrong-elf/ram"), /no such file/));
    writeFileSync(at("wrong-elf/ram"), content);
    expect(() => openImage(inElf)).toThrow(failure("EINVAL", at("wrong-elf/ram"), /not an ELF file/));
  });

  it("names the segments of a manifest that are wrong", () => {
    const segment = { pa: 0x1000, file: "a.bin", offset: 0, length: 0x1000 };
    const opened = (...segments: object[]) => {
      const path = writeManifest("wrong", { kind: "segments", segments });
      writeFileSync(at("wrong/a.bin"), content);
      return () => openImage(path);
    };
    const manifest = at("wrong/manifest.json");
    expect(opened(segment)).not.toThrow();
    expect(opened(segment, { ...segment, pa: 0x1fff })).toThrow(
      failure(
        "EINVAL",
        manifest,
        /memory.segments\[0\] \(a.bin\) at 0x1000 .* and memory.segments\[1\] .* overlap/,
      ),
    );
    expect(opened(segment, { ...segment, pa: 0, offset: 0x7001 })).toThrow(
      failure(
        "EINVAL",
        manifest,
        /memory.segments\[1\] .* bytes 28673 to 32769 are not within the file's 32768/,
      ),
    );
    const many = Array.from({ length: 257 }, (_, index) => ({
      ...segment,
      pa: index * 0x1000,
      file: `${index}`,
    }));
    expect(opened(...many)).toThrow(failure("EINVAL", at("wrong"), /257 files, and 256 are the most/));
  });

  it.skipIf(process.platform === "win32")("follows no link out of the manifest's folder", () => {
    const path = writeManifest("linked", { kind: "raw", file: "ram", base: 0 });
    symlinkSync(at("raw.bin"), at("linked/ram"));
    expect(() => openImage(path)).toThrow(failure("EINVAL", at("linked/ram"), /a link out of/));
    writeFileSync(at("linked/real"), content);
    rmSync(at("linked/ram"));
    symlinkSync("real", at("linked/ram"));
    symlinkSync(path, at("link-to-folder"));
    for (const name of [path, at("link-to-folder")]) {
      const image = openImage(name);
      expect(read(image.source, 1n, 1)).toEqual(content.subarray(1, 2));
      image.close();
    }
  });

  it.skipIf(process.platform === "win32")("does not wait for what is no file", () => {
    execFileSync("mkfifo", [at("pipe")]);
    expect(() => openImage(at("pipe"), { base: 0n })).toThrow(
      failure("EINVAL", at("pipe"), /not a regular file/),
    );
    expect(() => openImage("/dev/zero", { base: 0n })).toThrow(
      failure("EINVAL", "/dev/zero", /not a regular/),
    );
  });
});

describe("an open image", () => {
  it("says so when its file has become shorter, whatever the caches hold", () => {
    writeFileSync(at("shrinking"), content);
    const image = openImage(at("shrinking"), { base: 0n, cacheBytes: 0 });
    const tables = new TableImage(image.source);
    truncateSync(at("shrinking"), 0x4100);
    expect(tables.open(0, 0, 0, 4096)).toBeGreaterThanOrEqual(0);
    const gone = failure("EIO", at("shrinking"), /bytes lack at file offset 16640.*had 32768/);
    expect(() => read(image.source, 0x4000n, 0x1000)).toThrow(gone);
    expect(() => tables.open(0, 0, 0x4000, 4096)).toThrow(gone);
    expect(() => tables.open(0, 0, 0x4000, 4096)).toThrow(gone);
    image.close();
  });

  it("can be closed more than once, and not be read after that", () => {
    const image = openImage(at("raw.bin"), { base: 0n });
    const { source } = image;
    expect(read(source, 0n, 16)).toEqual(content.subarray(0, 16));
    image.close();
    image.close();
    // Also where the cache held it, and where nothing is.
    for (const address of [0n, 1n << 40n])
      expect(() => read(source, address, 16)).toThrow(failure("EBADF", at("raw.bin"), /closed/));
    const reader = new FileReader(at("raw.bin"));
    reader.close();
    reader.close();
    expect(() => reader.read(0, new Uint8Array(1))).toThrow(failure("EBADF", at("raw.bin"), /closed/));
  });

  it.skipIf(process.platform !== "linux")("frees its files, also when opening fails", () => {
    const count = () =>
      execFileSync("ls", [`/proc/${process.pid}/fd`], { encoding: "utf8" }).split("\n").length;
    const before = count();
    const path = writeManifest("half", {
      kind: "segments",
      segments: [
        { pa: 0, file: "a.bin", offset: 0, length: 16 },
        { pa: 0, file: "b.bin", offset: 0, length: 16 },
      ],
    });
    writeFileSync(at("half/a.bin"), content);
    writeFileSync(at("half/b.bin"), content);
    for (let round = 0; round < 20; round++) {
      expect(() => openImage(path)).toThrow(/overlap/);
      expect(() => openImage(at("raw.bin"))).toThrow(/base/);
      expect(() => openImage(at("cut"))).toThrow(/ends 1 bytes/);
      expect(() => openImage("/dev/null")).toThrow(/not a regular file/);
      openImage(at("core")).close();
    }
    expect(count()).toBeLessThan(before + 10);
  });
});
