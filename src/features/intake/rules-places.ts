// Which place the raiser means (P01): their own words stay as they are, and a known place is put beside them only when there is no doubt.

export type KnownPlace = { id: string; parentId: string | null; kind: string; name: string; aliases: readonly string[] };
export type PlaceIndex = {
  byHead: ReadonlyMap<string, readonly { name: string; id: string }[]>;
  parentOf: ReadonlyMap<string, string | null> /** 三组 is in every village: it counts only together with its village. */;
  needsParent: ReadonlySet<string>;
};

/** Brackets such as （示例） belong to the list, not to what people call the place. */
export const bareName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[(（【[].*?[)）】\]]/gu, '')
    .replace(/\s+/gu, '')
    .toLowerCase();

/** Names by their first two signs, so that a text is walked once however many places there are. The county itself is no place to go to. */
export function indexPlaces(places: readonly KnownPlace[]): PlaceIndex {
  const byHead = new Map<string, { name: string; id: string }[]>();
  for (const place of places) {
    if (place.kind === 'county') continue;
    for (const name of new Set([place.name, ...place.aliases].map(bareName))) {
      if (name.length < 2) continue;
      const head = name.slice(0, 2);
      const list = byHead.get(head);
      if (list) list.push({ name, id: place.id });
      else byHead.set(head, [{ name, id: place.id }]);
    }
  }
  return {
    byHead,
    parentOf: new Map(places.map((place) => [place.id, place.parentId])),
    needsParent: new Set(places.filter((place) => place.kind === 'group').map((place) => place.id)),
  };
}

/**
 * The one place the text names, or null. The deepest counts: 石桥村三组 is 三组 of 石桥村, while 三组 alone may be anywhere.
 * Two places that do not lie in one another are a doubt, and a doubt is left to the desk.
 */
export function matchPlace(index: PlaceIndex, text: string): string | null {
  const named = namedPlaces(index, bareName(text));
  const isAbove = (above: string, id: string): boolean => {
    for (let at = index.parentOf.get(id) ?? null, steps = 0; at !== null && steps < 9; at = index.parentOf.get(at) ?? null, steps += 1)
      if (at === above) return true;
    return false;
  };
  // Of several with one name, those whose township or village is named too.
  const sure = named.flatMap(({ ids }) => {
    if (ids.length === 1 && !index.needsParent.has(ids[0] ?? '')) return ids;
    const below = ids.filter((id) => named.some((other) => other.ids.length === 1 && isAbove(other.ids[0] ?? '', id)));
    return below.length > 0 ? below : ids.filter((id) => !index.needsParent.has(id));
  });
  const deepest = [...new Set(sure)].filter((id) => !sure.some((other) => other !== id && isAbove(id, other)));
  return deepest.length === 1 ? (deepest[0] ?? null) : null;
}

/** Each spot of the text with the places called so; a name inside a longer found name (石桥 in 石桥村) is not counted again. */
function namedPlaces(index: PlaceIndex, text: string): { ids: string[] }[] {
  const found: { ids: string[] }[] = [];
  for (let at = 0; at < text.length - 1; at += 1) {
    const here = (index.byHead.get(text.slice(at, at + 2)) ?? []).filter(({ name }) => text.startsWith(name, at));
    if (here.length === 0) continue;
    const longest = Math.max(...here.map(({ name }) => name.length));
    found.push({ ids: [...new Set(here.filter(({ name }) => name.length === longest).map(({ id }) => id))] });
    at += longest - 1;
  }
  return found;
}
