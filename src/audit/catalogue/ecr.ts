import { LayerlintError } from '../../model/error.js';
import { asList, asRecord, asText } from '../../source/json.js';
import { Ecr, ecrPlace, parseEcrHost, type EcrOperation } from '../../source/registry/aws/ecr.js';
import { dateText } from './api.js';
import type { CatalogueKind } from './catalogue.js';

/** The most that ECR gives in a page. */
const PAGE = 1000;
/** A hundred million images; a longer list does not end. */
const MOST_PAGES = 100_000;

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/: with the keys of AWS, which may `ecr:DescribeRepositories` and `ecr:DescribeImages`. */
export const ecr: CatalogueKind = {
  fits: (host) => parseEcrHost(host) !== null,
  open({ registry, url, env, note }) {
    const place = ecrPlace(registry.host, env, url);
    if (place === null) throw new LayerlintError('usage', `${registry.host} does not say in which region of AWS it is.`, { hint: 'Set AWS_REGION.' });
    const client = new Ecr(place, registry.transport, registry.timing, env);
    async function* pages(operation: EcrOperation, body: Readonly<Record<string, unknown>>, key: string): AsyncGenerator<Readonly<Record<string, unknown>>> {
      const seen = new Set<string>();
      for (let token: string | null = ''; token !== null; ) {
        const answer: Readonly<Record<string, unknown>> = await client.call(operation, { ...body, maxResults: PAGE, ...(token === '' ? {} : { nextToken: token }) });
        yield* asList(answer[key]).map(asRecord);
        token = asText(answer['nextToken']) || null;
        if (token !== null && (seen.has(token) || seen.size >= MOST_PAGES)) throw new LayerlintError('damaged', `The list of ${registry.host} goes in circles.`, { hint: 'The registry is at fault; name the repositories one by one.' });
        if (token !== null) seen.add(token);
      }
    }
    /** Who may see one repository need not be allowed to list them all. */
    const isRepository = async (name: string): Promise<boolean> => {
      try {
        return asList((await client.call('DescribeRepositories', { repositoryNames: [name] }))['repositories']).length > 0;
      } catch (error) {
        if (error instanceof LayerlintError && error.code === 'not-found') return false;
        throw error;
      }
    };
    return {
      async *repositories(prefix) {
        const isOne = prefix !== '' && (await isRepository(prefix));
        if (isOne) yield prefix;
        try {
          for await (const { repositoryName } of pages('DescribeRepositories', {}, 'repositories')) yield asText(repositoryName);
        } catch (error) {
          if (!isOne || !(error instanceof LayerlintError)) throw error;
          note(`Repositories below ${prefix} were not looked for: ${error.message}`);
        }
      },
      async *versions(name) {
        try {
          for await (const { imageTags, imageDigest, imagePushedAt } of pages('DescribeImages', { repositoryName: name }, 'imageDetails')) {
            // Seconds since 1970, with a fraction.
            yield { tags: asList(imageTags).map(asText), digest: asText(imageDigest) || null, pushed: typeof imagePushedAt === 'number' ? dateText(Math.round(imagePushedAt * 1000)) : null };
          }
        } catch (error) {
          if (!(error instanceof LayerlintError) || error.code !== 'not-found') throw error;
        }
      },
    };
  },
};
