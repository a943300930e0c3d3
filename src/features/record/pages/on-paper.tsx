// What is made to be printed and compared: hashes in groups, and times that do not say "today".
import type { Instant } from '#core/time/day.ts';
import { clockIn, dayIn } from '#ui/lang.ts';

/** A hash in groups of eight, so that two people can compare it aloud and a small screen can break it. */
export const Hex = ({ of }: { of: string }) => <code>{(of.match(/.{1,8}/g) ?? []).join(' ')}</code>;

/** `2026-11-23 09:00`, Beijing time: the same on the day it was printed and ten years later. */
export const paperTime = (at: Instant): string => `${dayIn(at)} ${clockIn(at)}`;
