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
// A backslash is read as a slash, which ends the host.
type WithoutLogin<Rest> = Rest extends `${infer Login}@${infer Host}`
  ? Login extends `${string}\\${string}`
    ? never
    : Host
  : Rest;
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
  ? IsHex<Address> extends true
    ? Host
    : never
  : Host extends '' | `.${string}` | `${string}..${string}` | `${string}${NotInHost}${string}`
    ? never
    : NumberedHost<Host, WithoutDot<Host>>;

/** A host that ends in a number is an address as a whole. */
type NumberedHost<Host, Name> =
  IsNumeric<LastLabel<Name>> extends true
    ? Name extends `${infer A}.${infer B}.${infer C}.${infer D}`
      ? [A, B, C, D] extends [Octet, Octet, Octet, Octet]
        ? Host
        : never
      : never
    : Host;

type IfPort<Port, Host> = IsNumber<Port> extends true ? (Port extends Over65535 ? never : Host) : never;

// Behind a one no digit is a leading zero, which `${bigint}` would refuse.
type IsNumber<Text> = Text extends '' ? false : `1${Text & string}` extends `${bigint}` ? true : false;

type IsNumeric<Label> = Label extends '0x' ? true : Label extends `0x${infer Hex}` ? IsHex<Hex> : IsNumber<Label>;

type IsHex<Text> = Text extends `${infer First}${infer Rest}`
  ? First extends Digit | 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | ':' | '.'
    ? Rest extends ''
      ? true
      : IsHex<Rest>
    : false
  : false;

/** Whether a host has a dot, and is neither private nor `localhost`. */
export type IsPublic<Host> = Host extends `[${string}`
  ? false
  : IsNumeric<LastLabel<WithoutDot<Host>>> extends true
    ? Host extends PrivateAddress
      ? false
      : true
    : IsTopLevel<LastLabel<WithoutDot<Host>>, WithoutDot<Host>>;
type WithoutDot<Host> = Host extends `${infer Name}.` ? Name : Host;
type LastLabel<Name> = Name extends `${string}.${infer Rest}` ? LastLabel<Rest> : Name;
type IsTopLevel<Label, Name> = Label extends Name | 'localhost' | `${Digit | '-'}${string}` | `${string}${Punctuation}${string}`
  ? false
  : true;
type PrivateAddress =
  | `${'0' | '10' | '127' | '169.254' | '192.168'}.${string}`
  | `172.${'16' | '17' | '18' | '19' | '20' | '21' | '22' | '23' | '24' | '25' | '26' | '27' | '28' | '29' | '30' | '31'}.${string}`;
// In a template each placeholder takes one character, the last one takes what is left, also nothing.
type Over65535 =
  | `${any}${any}${any}${any}${any}${any}${any}`
  | `${'7' | '8' | '9'}${any}${any}${any}${any}${any}`
  | `6${'6' | '7' | '8' | '9'}${any}${any}${any}${any}`
  | `65${'6' | '7' | '8' | '9'}${any}${any}${any}`
  | `655${'4' | '5' | '6' | '7' | '8' | '9'}${any}${any}`
  | `6553${'6' | '7' | '8' | '9'}${any}`;
type Octet =
  | Digit
  | `${OneToNine}${Digit}`
  | `1${Digit}${Digit}`
  | `2${'0' | '1' | '2' | '3' | '4'}${Digit}`
  | `25${'0' | '1' | '2' | '3' | '4' | '5'}`;
type OneToNine = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
export type Digit = '0' | OneToNine;
type Punctuation = '_' | '~' | '!' | '$' | '&' | "'" | '(' | ')' | '*' | '+' | ',' | ';' | '=';
/** What no host's name holds. */
export type NotInHost = '@' | ':' | '<' | '>' | '"' | '^' | '`' | '{' | '|' | '}' | '%' | '\\' | '[' | ']';

/** What no link holds, of that which is typed by mistake; other white space and control characters are found at run time. */
export type Blank = ' ' | '\t' | '\n' | '\r' | '\u00a0';
