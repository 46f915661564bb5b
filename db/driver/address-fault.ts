/** What is wrong with a database's address, and what to do. Ends its reading and becomes its refusal. Holds no values. */
export class AddressFault extends Error {
  override readonly name = 'AddressFault';
}
