/** A statement was given a value that cannot be sent. Says which parameter it is, counted from 1, and never its value. */
class InvalidParameter extends Error {
  override readonly name = 'InvalidParameter';

  constructor(position: number, fault: string) {
    super(`Parameter ${position} of the statement ${fault}`);
  }
}

/** The protocol counts parameters in 16 bits, and the driver refuses the last values. */
const maxParameters = 65_533;

/**
 * Refuses, before the driver sees them, values that it cannot serialize: it then rejects another statement than the one
 * at fault, and inside a transaction the connection never answers again (R-SEC-10). Throws InvalidParameter.
 */
export function requireParameters(values: readonly unknown[]): void {
  if (values.length > maxParameters) {
    throw new InvalidParameter(maxParameters + 1, `is one too many: there can be ${maxParameters}`);
  }
  for (let at = 0; at < values.length; at += 1) {
    const fault = faultOf(values[at]);
    if (fault) throw new InvalidParameter(at + 1, fault);
  }
}

function faultOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.includes('\0') ? 'has a NUL character, which PostgreSQL keeps in no text' : undefined;
    case 'number':
    case 'bigint':
    case 'boolean':
      return undefined;
    case 'undefined':
      return 'is undefined';
    case 'object':
      if (value === null || value instanceof Uint8Array) return undefined;
      return `is an object (${value.constructor?.name}), which no column has turned into text`;
    default:
      return `is a ${typeof value}`;
  }
}
