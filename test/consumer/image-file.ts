// Memory in files: a manifest in the folder "dump", next to the file that it names.

import { TableView } from "@generic-pt/amdv1/image";
import { PtError, TableImage } from "@generic-pt/core";
import { type ImageFile, openImage } from "@generic-pt/core/files";

const image: ImageFile = openImage("dump");
const root = image.registers.get("root") ?? 0n;
const view = TableView.open(
  new TableImage(image.source),
  { host_pt_root: root, mode: 3n },
  { vaBits: 39, topLevel: 2 },
);
const translated = view.translate(0x40201abcn);
image.close();

const codeOf = (path: string): string => {
  try {
    openImage(path).close();
    return "opened";
  } catch (error) {
    return error instanceof PtError ? error.code : "not a PtError";
  }
};

export default { kind: image.kind, bytes: image.bytes, translated, absent: codeOf("absent") };
