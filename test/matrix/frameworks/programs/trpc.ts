import { initTRPC, TRPCError } from '@trpc/server';
import { MailingSchema, parseMailing } from 'viber-mailing';
import { bad, faults, good, places, same } from './shared.ts';

const t = initTRPC.create();
const router = t.router({ preview: t.procedure.input(MailingSchema).mutation(({ input }) => parseMailing(input).size) });
const caller = router.createCaller({});
same(await caller.preview(good), 2);
const refused = await caller.preview(bad as never).catch((error) => error);
same([refused instanceof TRPCError, refused.code, places(refused.cause.issues)], [true, 'BAD_REQUEST', faults]);
