// Units, places and categories are trees of the same shape. Built once per loading, asked many times per page.

export type Node = { id: string; parentId: string | null };

export type Tree<T extends Node> = {
  /** Every node, parents before their children, brothers in the order given. */
  all: readonly T[];
  roots: readonly T[];
  byId(id: string): T | undefined;
  children(id: string): readonly T[];
  /** From the root down to the node itself; empty for an unknown id. */
  path(id: string): readonly T[];
  /** True for the node itself too. */
  isUnder(id: string, ancestorId: string): boolean;
};

/** A parent that is missing (ended, or not yet in force) makes its children roots: nobody is lost from a list. */
export function treeOf<T extends Node>(nodes: readonly T[]): Tree<T> {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const below = new Map<string, T[]>();
  const roots: T[] = [];
  for (const node of nodes) {
    if (node.parentId !== null && known.has(node.parentId)) below.set(node.parentId, [...(below.get(node.parentId) ?? []), node]);
    else roots.push(node);
  }
  const children = (id: string): readonly T[] => below.get(id) ?? [];
  const path = (id: string): readonly T[] => {
    const up: T[] = [];
    for (let node = known.get(id); node && !up.includes(node); node = node.parentId === null ? undefined : known.get(node.parentId))
      up.unshift(node);
    return up;
  };
  return {
    all: walk(roots, children),
    roots,
    byId: (id) => known.get(id),
    children,
    path,
    isUnder: (id, ancestorId) => path(id).some((node) => node.id === ancestorId),
  };
}

function walk<T extends Node>(nodes: readonly T[], children: (id: string) => readonly T[]): T[] {
  return nodes.flatMap((node) => [node, ...walk(children(node.id), children)]);
}
