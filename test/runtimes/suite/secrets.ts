/** What must be shown nowhere: the values of the requests that the suite sends. */
export const secrets = {
  token: 'token-Xq7wMZr2Lp9TbVn4',
  phone: '375297654321',
  text: 'Уважаемая Анна, ваш код Zx81-Kw',
  link: 'https://shop.example.com/pay/Qw8rTy6u',
  image: 'https://shop.example.com/own/Pm3nBv.jpg',
} as const;

/** Pieces of them, long enough to tell something. */
export const pieces: readonly string[] = ['Xq7wMZr2', '97654321', 'Анна', 'Zx81', 'Qw8rTy', 'Pm3nBv'];
