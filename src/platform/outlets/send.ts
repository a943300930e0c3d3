// What comes of a message, in words every carrier shares: the room decides from it whether and when to try again.
export type FaultCode =
  | 'timeout'
  | 'unreachable'
  | 'tls'
  | 'redirected'
  | 'answer-too-large'
  | 'inner-address'
  | 'stopped'
  | 'answer-unreadable'
  | 'server-error'
  | 'refused'
  | 'too-many'
  | 'signature'
  | 'keyword'
  | 'not-from-here'
  | 'robot-gone'
  | 'mail-sign-in'
  | 'mail-recipient'
  | 'mail-refused'
  | 'settings-incomplete';

/** `never`: trying again changes nothing until a person does. `slow-down`: wait `waitSeconds`; the try is not counted. `detail`: the other side's own code. */
export type Sent =
  | { ok: true }
  | { ok: false; fault: FaultCode; detail: string; retry: 'later' | 'slow-down' | 'never'; waitSeconds?: number };

export const failed = (fault: FaultCode, detail = '', retry: 'later' | 'slow-down' | 'never' = 'later', waitSeconds?: number): Sent => ({
  ok: false,
  fault,
  detail,
  retry,
  ...(waitSeconds === undefined ? {} : { waitSeconds }),
});
