import { observe, type Place } from './behaviour.ts';
import { suite } from './suite.ts';

// The suite as a worker: the place is posted to it, its answer is the report.
export default {
  async fetch(request: Request): Promise<Response> {
    return Response.json(await observe(suite, (await request.json()) as Place));
  },
};
