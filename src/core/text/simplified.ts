// Traditional characters written simplified, sign by sign, so that 路燈壞了 is held against 路灯坏了 (P16). Only for comparing and finding: several characters fall together
// (乾, 幹 are 干; 後 is 后), which nobody may read in their own words. As long as before, so a place in the one is the same place in the other.
import { simplifiedGroups } from './simplified-table.ts';

const first = 0x3400;
const last = 0x9fff;
let made: Uint16Array | null = null;

/** Made when first needed; 0 for what stays as it is. */
function table(): Uint16Array {
  if (made) return made;
  const forms = new Uint16Array(last - first + 1);
  for (const group of simplifiedGroups.trim().split(/\s+/)) {
    for (let at = 1; at < group.length; at += 1) forms[group.charCodeAt(at) - first] = group.charCodeAt(0);
  }
  made = forms;
  return forms;
}

/** The same text when nothing in it is traditional. */
export function toSimplified(text: string): string {
  const forms = table();
  let written = '';
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const form = forms[text.charCodeAt(at) - first];
    if (!form) continue;
    written += text.slice(from, at) + String.fromCharCode(form);
    from = at + 1;
  }
  return from === 0 ? text : written + text.slice(from);
}
