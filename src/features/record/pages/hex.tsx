/** A hash in groups of eight, so that two people can compare it aloud and a small screen can break it. */
export const Hex = ({ of }: { of: string }) => <code>{(of.match(/.{1,8}/g) ?? []).join(' ')}</code>;
