/** The five mailings of the API's sample request, composed; `lib` is the package, imported or required. */
export function sampleRequest({ mailing, request }) {
  const time = '2024-10-30T22:56:00';
  const phones = ['375291111111', '375292222222'];
  const image = 'https://example-site.com/images/image.jpg';
  return request({
    token: 'eyJpdiI6IjJzOFlFcXBmOUZEcGJlYzlzeFJValE9PSIsInZhbHV',
    from: '444',
    callbackUrl: 'http://example-site.com/webhook.php',
  }).add(
    mailing('mailing list 1')
      .at(time)
      .personal()
      .button({ caption: 'Push me', image })
      .to([
        { phone: '375291111111', text: 'personal message 1.1', link: 'https://example-site.com/some_action/1' },
        { phone: '375292222222', text: 'personal message 1.2', link: 'https://example-site.com/some_action/2' },
      ]),
    mailing('mailing list 2')
      .at(time)
      .personal()
      .text()
      .to([
        { phone: '375291111111', text: 'personal message 2.1' },
        { phone: '375292222222', text: 'personal message 2.2' },
      ]),
    mailing('mailing list 3')
      .at(time)
      .bulk()
      .button({ caption: 'Button', link: 'https://example-site.com/some_action', image, text: 'message text 3' })
      .to(phones),
    mailing('mailing list 4').at(time).bulk().text('message text 4').to(phones),
    mailing('mailing list 5').at(time).bulk().image(image).to(phones),
  );
}
