/** Name in public/ → text of the bundle. */
export function builtIslands(root: string): Promise<Map<string, string>>;
