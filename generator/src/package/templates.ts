import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { commentText } from "../specialise/comment-text.js";

const compiled = new Map<string, HandlebarsTemplateDelegate>();
// Nothing here is HTML: text goes through as it is.
const engine = Handlebars.create();
engine.registerHelper("json", (value: string) => JSON.stringify(value));
engine.registerHelper("comment", commentText);

/** Fills one of the templates beside this file. A variable that is missing is an error. */
export function fillTemplate(name: string, data: object): string {
  let template = compiled.get(name);
  if (!template) {
    const text = readFileSync(new URL(`../../src/package/templates/${name}.hbs`, import.meta.url), "utf8");
    template = engine.compile(text, { noEscape: true, strict: true });
    compiled.set(name, template);
  }
  return template(data);
}
