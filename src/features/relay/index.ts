// The front door of the relay: what its form asks for. The doors themselves are staff.tsx.
export { requiredOfAsk } from './rules.ts';
