/**
 * A fault of a database address, and how to fix it. Thrown while reading the address, then returned as its refusal.
 * Contains no values.
 */
export class AddressFault extends Error {
  override readonly name = 'AddressFault';
}
