import { campaignFaults } from '../../src/campaign/errors.js';
import * as tables from '../../src/wire/rules.js';

const anchors = new Map([
  ...Object.keys(campaignFaults).map((code) => [code, `CampaignError.${code}`] as const),
  ...Object.values(tables).flatMap((rules) => Object.keys(rules).map((code) => [code, code] as const)),
]);

/** What a step throws leads to the rules, where each has its sentence and where it comes from. */
export function withRuleLinks(html: string): string {
  const [, base = ''] = /data-base="([^"]*)"/.exec(html) ?? [];
  return html.replace(/<div class="tsd-tag-throws">.*?<\/div>/gs, (thrown) =>
    thrown.replace(/<code>(\w+)<\/code>/g, (shown, code: string) => {
      const anchor = anchors.get(code);
      return anchor === undefined ? shown : `<a href="${base}guides/rules.html#${anchor}">${shown}</a>`;
    }),
  );
}
