// A stored file as the body of an answer.
import { Readable } from 'node:stream';

export const webStream = (file: Readable): ReadableStream => Readable.toWeb(file) as ReadableStream;
