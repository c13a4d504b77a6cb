// Validates all pages of a folder by html-validate, as its own command does, but puts its rules together once for all of them:
// for each page anew it takes a third of the time. Arguments: where the package is installed, the rules, the folder.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [installed, rules, folder] = process.argv.slice(2);
const require = createRequire(join(installed, "any.js"));
const { HtmlValidate, StaticConfigLoader } = require("html-validate");

class SameRules extends StaticConfigLoader {
  #resolved;

  getConfigFor(page) {
    return (this.#resolved ??= super.getConfigFor(page));
  }
}

const pages = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html"));
const validator = new HtmlValidate(new SameRules(require(rules)));
const { results } = await validator.validateMultipleFiles(pages.map((name) => join(folder, name)));
console.log(JSON.stringify({ pages: pages.length, results }));
