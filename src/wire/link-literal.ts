/** The scheme of a link, in small letters. */
export type LinkScheme = `http${'' | 's'}://`;

/** The host of a literal link in small letters, without login and port; `never` where it is no link. */
export type LinkHost<T extends string> = T extends `${string}${Blank}${string}`
  ? never
  : NamedHost<WithoutPort<WithoutLogin<Authority<T>>>>;

/** What stands between the scheme and the path. */
export type Authority<T extends string> =
  Lowercase<T> extends `${LinkScheme}${infer Rest}` ? UpTo<UpTo<UpTo<Rest, '/'>, '?'>, '#'> : never;
type UpTo<Rest, Mark extends string> = Rest extends `${infer Before}${Mark}${string}` ? Before : Rest;
type WithoutLogin<Rest> = Rest extends `${string}@${infer Host}` ? Host : Rest;
type WithoutPort<Rest> = Rest extends `[${string}]`
  ? Rest
  : Rest extends `${infer Host}:${infer Port}`
    ? Host extends `[${string}`
      ? Rest extends `${infer Address}]:${infer AfterAddress}`
        ? IfPort<AfterAddress, `${Address}]`>
        : never
      : IfPort<Port, Host>
    : Rest;
type NamedHost<Host> = Host extends `[${infer Address}]`
  ? IsHex<Address, ':' | '.'> extends true
    ? Address extends ''
      ? never
      : Host
    : never
  : Host extends '' | `.${string}` | `${string}..${string}` | `${string}${NotInHost}${string}`
    ? never
    : Host;

// Behind a one no digit is a leading zero, which `${bigint}` would refuse.
type IfPort<Port, Host> = Port extends '' | `${any}${any}${any}${any}${any}${any}${any}`
  ? never
  : `1${Port & string}` extends `${bigint}`
    ? Host
    : never;

type IsHex<Text, Also = never> = Text extends `${infer First}${infer Rest}`
  ? First extends HexDigit | Also
    ? IsHex<Rest, Also>
    : false
  : true;

/** Whether a host has a dot, and is neither private nor `localhost`. */
export type IsPublic<Host> = Host extends `[${string}`
  ? false
  : Host extends `${infer A}.${infer B}.${infer C}.${infer D}`
    ? [A, B, C, D] extends [Octet, Octet, Octet, Octet]
      ? Host extends PrivateAddress
        ? false
        : true
      : IsPublicName<Host>
    : IsPublicName<Host>;
type IsPublicName<Host> = Host extends `${infer Name}.` ? IsTopLevel<LastLabel<Name>, Name> : IsTopLevel<LastLabel<Host>, Host>;
type LastLabel<Name> = Name extends `${string}.${infer Rest}` ? LastLabel<Rest> : Name;
type IsTopLevel<Label, Name> = Label extends Name | 'localhost'
  ? false
  : `1${Label & string}` extends `${bigint}`
    ? false
    : Label extends `0x${infer Hex}`
      ? IsHex<Hex> extends true
        ? false
        : true
      : true;
type PrivateAddress =
  | `${'0' | '10' | '127' | '169.254' | '192.168'}.${string}`
  | `172.${'16' | '17' | '18' | '19' | '20' | '21' | '22' | '23' | '24' | '25' | '26' | '27' | '28' | '29' | '30' | '31'}.${string}`;
type Octet =
  | Digit
  | `${OneToNine}${Digit}`
  | `1${Digit}${Digit}`
  | `2${'0' | '1' | '2' | '3' | '4'}${Digit}`
  | `25${'0' | '1' | '2' | '3' | '4' | '5'}`;
type OneToNine = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
export type Digit = '0' | OneToNine;
type HexDigit = Digit | 'a' | 'b' | 'c' | 'd' | 'e' | 'f';
/** What no host's name holds. */
export type NotInHost = '@' | ':' | '<' | '>' | '"' | '^' | '`' | '{' | '|' | '}' | '%' | '\\' | '[' | ']';

/** What no link holds, of that which is typed by mistake; other white space and control characters are found at run time. */
export type Blank = ' ' | '\t' | '\n' | '\r' | '\u00a0';
