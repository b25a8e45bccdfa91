import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { commentText } from "../specialise/comment-text.js";

// Nothing here is HTML: text goes through as it is.
const engine = Handlebars.create();
engine.registerHelper("json", (value: string) => JSON.stringify(value));
engine.registerHelper("comment", commentText);

/** Fills a template by its name. A variable that is missing is an error. */
export type FillTemplate = (name: string, data: object) => string;

/** The templates of a folder. */
export function templatesIn(folder: URL): FillTemplate {
  const compiled = new Map<string, HandlebarsTemplateDelegate>();
  return (name, data) => {
    let template = compiled.get(name);
    if (!template) {
      const text = readFileSync(new URL(`${name}.hbs`, folder), "utf8");
      template = engine.compile(text, { noEscape: true, strict: true });
      compiled.set(name, template);
    }
    return template(data);
  };
}

/** Those of packages. */
export const fillTemplate = templatesIn(new URL("../../src/package/templates/", import.meta.url));
