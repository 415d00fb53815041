import { FormApi } from '@tanstack/form-core';
import { type MailingJson, MailingSchema } from 'viber-mailing';
import { bad, good, same } from './shared.ts';

async function submit(values: MailingJson) {
  let submitted = false;
  const form = new FormApi({
    defaultValues: values,
    validators: { onSubmit: MailingSchema },
    onSubmit: () => {
      submitted = true;
    },
  });
  form.mount();
  await form.handleSubmit();
  return { submitted, errors: Object.keys((form.state.errorMap.onSubmit ?? {}) as object) };
}
same(await submit(good), { submitted: true, errors: [] });
same(await submit(bad as MailingJson), { submitted: false, errors: ['content.image_url', 'delivery_list[0]'] });
