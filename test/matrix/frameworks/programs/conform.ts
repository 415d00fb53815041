import { formatIssues, parseSubmission } from '@conform-to/dom/future';
import { MailingSchema } from 'viber-mailing';
import { bad, good, same } from './shared.ts';

/** What a form posts: names that say where each value belongs. */
function issuesOf(json: { message_type: string; content: object; delivery_list: readonly unknown[] }) {
  const form = new FormData();
  form.set('alphaname_id', '444');
  form.set('message_type', json.message_type);
  for (const [key, value] of Object.entries(json.content)) form.set(`content.${key}`, value);
  for (const [index, phone] of json.delivery_list.entries()) form.set(`delivery_list[${index}]`, String(phone));
  return MailingSchema['~standard'].validate(parseSubmission(form).payload).issues;
}
same(issuesOf(good), undefined);
const { fieldErrors } = formatIssues(issuesOf(bad) ?? []);
same(Object.keys(fieldErrors), ['content.image_url', 'delivery_list[0]']);
