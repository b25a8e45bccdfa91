import type { VariantModel } from "../model/model.js";
import { across, type Shared, variantsText } from "./across-variants.js";
import { drawItem } from "./draw-item.js";
import { drawLevels } from "./draw-levels.js";
import { levelsText } from "./field-values.js";
import { type ItemPicture, itemPictures, pictureNotes } from "./item-picture.js";
import { code } from "./markdown.js";

/** A picture that variants share. */
export interface Picture {
  /** Name of the file, within the folder of the format's pictures. */
  readonly file: string;
  readonly svg: string;
  readonly variants: readonly VariantModel[];
}

/** Pictures of one encoding. */
export interface EncodingPictures {
  readonly encoding: string;
  readonly heading: string;
  readonly pictures: readonly {
    readonly encoding: string;
    readonly file: string;
    readonly svg: string;
    /** Where the picture holds, and what it cannot show, in Markdown. */
    readonly text: string;
  }[];
}

/** Names that are taken once each. */
export class FileNames {
  private readonly taken = new Set<string>();

  /** The name, or the name with as many of the distinctions as make it a new one. */
  take(name: string, ...distinctions: readonly string[]): string {
    let file = name;
    for (const distinction of distinctions) {
      if (!this.taken.has(file)) break;
      file = `${file}-${distinction}`;
    }
    let unique = file;
    for (let count = 2; this.taken.has(unique); count++) unique = `${file}-${count}`;
    this.taken.add(unique);
    return `${unique}.svg`;
  }
}

export function levelPictures(variants: readonly VariantModel[], names: FileNames): readonly Picture[] {
  const drawn = across(
    variants,
    (variant) => {
      const drawing = drawLevels(variant);
      return [drawing.svg(drawing.height)];
    },
    (svg) => svg,
  );
  return drawn.map(({ value, variants: own }) => ({
    file: names.take("levels", own[0]?.name ?? ""),
    svg: value,
    variants: own,
  }));
}

interface Drawn {
  readonly picture: ItemPicture;
  readonly svg: string;
  readonly notes: readonly string[];
}

export function encodingPictures(
  variants: readonly VariantModel[],
  names: FileNames,
): readonly EncodingPictures[] {
  const drawings = new Map<string, string>();
  const draw = (picture: ItemPicture): string => {
    const key = JSON.stringify({ ...picture, levels: [] }, (_, value: unknown) =>
      value instanceof Map ? [...value] : value,
    );
    const known = drawings.get(key);
    if (known !== undefined) return known;
    const drawing = drawItem(picture);
    const svg = drawing.svg(drawing.height);
    drawings.set(key, svg);
    return svg;
  };
  const drawn = across<Drawn>(
    variants,
    (variant) =>
      itemPictures(variant).map((picture) => ({
        picture,
        svg: draw(picture),
        notes: pictureNotes(variant, picture),
      })),
    ({ picture, svg, notes }) => [svg, picture.levels.join(), ...notes].join("\n"),
    ({ picture }) => picture.encoding,
  );
  const encodings = [...new Set(drawn.map(({ value }) => value.picture.encoding))];
  return encodings.map((encoding) => {
    const own = drawn.filter(({ value }) => value.picture.encoding === encoding);
    const kind = own[0]?.value.picture.kind ?? "";
    return {
      encoding,
      heading: encoding === kind ? code(encoding) : `${code(encoding)}, ${kind}`,
      pictures: [...new Set(own.map(({ value }) => value.svg))].map((svg) => {
        const same = own.filter(({ value }) => value.svg === svg);
        const [first] = same;
        return {
          encoding,
          file: names.take(encoding, ...distinctions(first, variants)),
          svg,
          text: listed(same.map((one) => whereText(one, variants))),
        };
      }),
    };
  });
}

/** What tells a picture from another of the same encoding: its levels, or the variant. */
function distinctions(one: Shared<Drawn> | undefined, all: readonly VariantModel[]): readonly string[] {
  if (one === undefined) return [];
  const level = `level-${one.value.picture.levels[0]}`;
  const [variant] = one.variants;
  return variant === undefined || variant === all[0] ? [level] : [variant.name, level];
}

/** A paragraph, or a list of several. */
function listed(texts: readonly string[]): string {
  return texts.length === 1 ? texts.join() : texts.map((text) => `- ${text}`).join("\n");
}

function whereText({ value, variants }: Shared<Drawn>, all: readonly VariantModel[]): string {
  const { levels } = value.picture;
  const where = `${levels.length === 1 ? "Level" : "Levels"} ${levelsText(levels)}`;
  const whose = variants.length === all.length ? "" : ` of ${variantsText(variants, all)}`;
  return [`${where}${whose}.`, ...value.notes].join(" ");
}
