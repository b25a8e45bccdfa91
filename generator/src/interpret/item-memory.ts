import type { Arena } from "@generic-pt/core";
import type { Table } from "../algorithms/values.js";
import type { ItemModel } from "../model/model.js";

/** Items in table memory, by their bytes: no lane of the generated code is involved. */
export class ItemMemory {
  private readonly item: ItemModel;
  private readonly view: DataView;

  constructor(arena: Arena, item: ItemModel) {
    const { buffer, byteOffset, byteLength } = arena.words;
    this.item = item;
    this.view = new DataView(buffer, byteOffset, byteLength);
  }

  /** Word offset of an item. */
  itemAt(table: Table, index: number): number {
    const { slotBytesLg2, offset } = this.item;
    return table + (index * 2 ** slotBytesLg2 + offset) / 4;
  }

  load(table: Table, index: number): bigint {
    const at = 4 * this.itemAt(table, index);
    return this.item.bits === 64
      ? this.view.getBigUint64(at, this.isLittle)
      : BigInt(this.view.getUint32(at, this.isLittle));
  }

  store(table: Table, index: number, item: bigint): void {
    const at = 4 * this.itemAt(table, index);
    if (this.item.bits === 64) this.view.setBigUint64(at, item, this.isLittle);
    else this.view.setUint32(at, Number(item), this.isLittle);
  }

  private get isLittle(): boolean {
    return this.item.endian === "little";
  }
}
