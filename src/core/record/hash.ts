// Practice SM common rule "append-only, hash-chained": core never computes a hash itself. Which one is used is a
// profile of the installation (SM3 for counties that must, SHA-256 otherwise); the function comes in as an argument.

/** 'sm3' is GB/T 32905-2016, 'sha256' is FIPS 180-4. Chosen once when the database is set up; never mixed in one record. */
export type HashProfile = 'sm3' | 'sha256';

/** Any number of bytes in, 32 bytes out. Must not keep or change what it is given. */
export type Hash = (data: Uint8Array) => Uint8Array;

/** Bytes in a hash value of either profile. */
export const hashLength = 32;
