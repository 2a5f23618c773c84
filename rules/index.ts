import type { Rule } from '../src/model/rule.js';
import { rules as airtable } from './credentials/airtable.js';
import { rules as aiven } from './credentials/aiven.js';
import { rules as alchemy } from './credentials/alchemy.js';
import { rules as algolia } from './credentials/algolia.js';
import { rules as alibaba } from './credentials/alibaba.js';
import { rules as anthropic } from './credentials/anthropic.js';
import { rules as apify } from './credentials/apify.js';
import { rules as asana } from './credentials/asana.js';
import { rules as assemblyai } from './credentials/assemblyai.js';
import { rules as atlassian } from './credentials/atlassian.js';
import { rules as aws } from './credentials/aws.js';
import { rules as axiom } from './credentials/axiom.js';
import { rules as azure } from './credentials/azure.js';
import { rules as brevo } from './credentials/brevo.js';
import { rules as buildkite } from './credentials/buildkite.js';
import { rules as calcom } from './credentials/calcom.js';
import { rules as cerebras } from './credentials/cerebras.js';
import { rules as circleci } from './credentials/circleci.js';
import { rules as cloudflare } from './credentials/cloudflare.js';
import { rules as cloudinary } from './credentials/cloudinary.js';
import { rules as cohere } from './credentials/cohere.js';
import { rules as command } from './credentials/command.js';
import { rules as confluent } from './credentials/confluent.js';
import { rules as consul } from './credentials/consul.js';
import { rules as crates } from './credentials/crates.js';
import { rules as cursor } from './credentials/cursor.js';
import { rules as databricks } from './credentials/databricks.js';
import { rules as datadog } from './credentials/datadog.js';
import { rules as deepgram } from './credentials/deepgram.js';
import { rules as deepseek } from './credentials/deepseek.js';
import { rules as dependencyTrack } from './credentials/dependency-track.js';
import { rules as devin } from './credentials/devin.js';
import { rules as digitalocean } from './credentials/digitalocean.js';
import { rules as discordWebhook } from './credentials/discord-webhook.js';
import { rules as discord } from './credentials/discord.js';
import { rules as docker } from './credentials/docker.js';
import { rules as doppler } from './credentials/doppler.js';
import { rules as dropbox } from './credentials/dropbox.js';
import { rules as dub } from './credentials/dub.js';
import { rules as dynatrace } from './credentials/dynatrace.js';
import { rules as elastic } from './credentials/elastic.js';
import { rules as elevenlabs } from './credentials/elevenlabs.js';
import { rules as facebook } from './credentials/facebook.js';
import { rules as fastly } from './credentials/fastly.js';
import { rules as figma } from './credentials/figma.js';
import { rules as firebase } from './credentials/firebase.js';
import { rules as fireworks } from './credentials/fireworks.js';
import { rules as fly } from './credentials/fly.js';
import { rules as fortytwo } from './credentials/fortytwo.js';
import { rules as frameworks } from './credentials/frameworks.js';
import { rules as gcp } from './credentials/gcp.js';
import { rules as generic } from './credentials/generic.js';
import { rules as github } from './credentials/github.js';
import { rules as gitlab } from './credentials/gitlab.js';
import { rules as grafana } from './credentials/grafana.js';
import { rules as groq } from './credentials/groq.js';
import { rules as heroku } from './credentials/heroku.js';
import { rules as hetzner } from './credentials/hetzner.js';
import { rules as hexTech } from './credentials/hex-tech.js';
import { rules as hubspot } from './credentials/hubspot.js';
import { rules as huggingface } from './credentials/huggingface.js';
import { rules as ibm } from './credentials/ibm.js';
import { rules as infracost } from './credentials/infracost.js';
import { rules as jfrog } from './credentials/jfrog.js';
import { rules as jina } from './credentials/jina.js';
import { rules as jwt } from './credentials/jwt.js';
import { rules as kerberos } from './credentials/kerberos.js';
import { rules as kubernetes } from './credentials/kubernetes.js';
import { rules as langchain } from './credentials/langchain.js';
import { rules as launchdarkly } from './credentials/launchdarkly.js';
import { rules as linear } from './credentials/linear.js';
import { rules as linode } from './credentials/linode.js';
import { rules as loginFile } from './credentials/login-file.js';
import { rules as mailchimp } from './credentials/mailchimp.js';
import { rules as mailgun } from './credentials/mailgun.js';
import { rules as mapbox } from './credentials/mapbox.js';
import { rules as messagebird } from './credentials/messagebird.js';
import { rules as microsoftTeams } from './credentials/microsoft-teams.js';
import { rules as mistral } from './credentials/mistral.js';
import { rules as neon } from './credentials/neon.js';
import { rules as netlify } from './credentials/netlify.js';
import { rules as newrelic } from './credentials/newrelic.js';
import { rules as ngrok } from './credentials/ngrok.js';
import { rules as notion } from './credentials/notion.js';
import { rules as npm } from './credentials/npm.js';
import { rules as nuget } from './credentials/nuget.js';
import { rules as nvidia } from './credentials/nvidia.js';
import { rules as octopus } from './credentials/octopus.js';
import { rules as okta } from './credentials/okta.js';
import { rules as ollama } from './credentials/ollama.js';
import { rules as onepassword } from './credentials/onepassword.js';
import { rules as openai } from './credentials/openai.js';
import { rules as openrouter } from './credentials/openrouter.js';
import { rules as openshift } from './credentials/openshift.js';
import { rules as openvsx } from './credentials/openvsx.js';
import { rules as packagist } from './credentials/packagist.js';
import { rules as payment } from './credentials/payment.js';
import { rules as permit } from './credentials/permit.js';
import { rules as perplexity } from './credentials/perplexity.js';
import { rules as pinecone } from './credentials/pinecone.js';
import { rules as planetscale } from './credentials/planetscale.js';
import { rules as pollinations } from './credentials/pollinations.js';
import { rules as portainer } from './credentials/portainer.js';
import { rules as posthog } from './credentials/posthog.js';
import { rules as postman } from './credentials/postman.js';
import { rules as prefect } from './credentials/prefect.js';
import { rules as privateKey } from './credentials/private-key.js';
import { rules as pulumi } from './credentials/pulumi.js';
import { rules as pypi } from './credentials/pypi.js';
import { rules as railway } from './credentials/railway.js';
import { rules as readme } from './credentials/readme.js';
import { rules as render } from './credentials/render.js';
import { rules as replicate } from './credentials/replicate.js';
import { rules as resend } from './credentials/resend.js';
import { rules as rubygems } from './credentials/rubygems.js';
import { rules as runpod } from './credentials/runpod.js';
import { rules as runway } from './credentials/runway.js';
import { rules as salesforce } from './credentials/salesforce.js';
import { rules as salesloft } from './credentials/salesloft.js';
import { rules as scaleway } from './credentials/scaleway.js';
import { rules as secretsService } from './credentials/secrets-service.js';
import { rules as sendgrid } from './credentials/sendgrid.js';
import { rules as sentry } from './credentials/sentry.js';
import { rules as shopify } from './credentials/shopify.js';
import { rules as sidekiq } from './credentials/sidekiq.js';
import { rules as slack } from './credentials/slack.js';
import { rules as snowflake } from './credentials/snowflake.js';
import { rules as snyk } from './credentials/snyk.js';
import { rules as sonar } from './credentials/sonar.js';
import { rules as sourcegraph } from './credentials/sourcegraph.js';
import { rules as square } from './credentials/square.js';
import { rules as stability } from './credentials/stability.js';
import { rules as statsig } from './credentials/statsig.js';
import { rules as stripe } from './credentials/stripe.js';
import { rules as supabase } from './credentials/supabase.js';
import { rules as tableau } from './credentials/tableau.js';
import { rules as tailscale } from './credentials/tailscale.js';
import { rules as tavily } from './credentials/tavily.js';
import { rules as telegram } from './credentials/telegram.js';
import { rules as tencent } from './credentials/tencent.js';
import { rules as terraform } from './credentials/terraform.js';
import { rules as together } from './credentials/together.js';
import { rules as travis } from './credentials/travis.js';
import { rules as twilio } from './credentials/twilio.js';
import { rules as twitch } from './credentials/twitch.js';
import { rules as twitter } from './credentials/twitter.js';
import { rules as unkey } from './credentials/unkey.js';
import { rules as url } from './credentials/url.js';
import { rules as vault } from './credentials/vault.js';
import { rules as vercel } from './credentials/vercel.js';
import { rules as volcengine } from './credentials/volcengine.js';
import { rules as voyage } from './credentials/voyage.js';
import { rules as wandb } from './credentials/wandb.js';
import { rules as xai } from './credentials/xai.js';
import { rules as yandex } from './credentials/yandex.js';
import { rules as zapier } from './credentials/zapier.js';
import { rules as zerotier } from './credentials/zerotier.js';
import { rules as zoho } from './credentials/zoho.js';
import { rules as zuplo } from './credentials/zuplo.js';
import { rules as cloudFiles } from './files/cloud.js';
import { rules as dockerFiles } from './files/docker.js';
import { rules as dotenvFiles } from './files/dotenv.js';
import { rules as gitFiles } from './files/git.js';
import { rules as historyFiles } from './files/history.js';
import { rules as keystoreFiles } from './files/keystore.js';
import { rules as loginFiles } from './files/login.js';
import { rules as npmFiles } from './files/npm.js';
import { rules as sshFiles } from './files/ssh.js';
import { credentialsInAddUrl } from './dockerfile/credentials-in-add-url.js';
import { secretArgInRun } from './dockerfile/secret-arg-in-run.js';
import { secretFileInCopy } from './dockerfile/secret-file-in-copy.js';
import { secretInArg } from './dockerfile/secret-in-arg.js';
import { secretInCommand } from './dockerfile/secret-in-command.js';
import { secretInCopiedText } from './dockerfile/secret-in-copied-text.js';
import { secretInEnv } from './dockerfile/secret-in-env.js';
import { secretInLabel } from './dockerfile/secret-in-label.js';
import { secretInRun } from './dockerfile/secret-in-run.js';
import { secretMountCopied } from './dockerfile/secret-mount-copied.js';
import { secretRemovedLater } from './dockerfile/secret-removed-later.js';
import { secretInBuildHistory } from './image/secret-in-build-history.js';
import { secretInImageEnv } from './image/secret-in-image-env.js';
import { secretInImageLabel } from './image/secret-in-image-label.js';
import { secretInProvenance } from './image/secret-in-provenance.js';

/** Every built-in rule, sorted by folder and file name; `test/rules.test.ts` checks the list against the folders. */
export const builtInRules: readonly Rule[] = [
  ...airtable,
  ...aiven,
  ...alchemy,
  ...algolia,
  ...alibaba,
  ...anthropic,
  ...apify,
  ...asana,
  ...assemblyai,
  ...atlassian,
  ...aws,
  ...axiom,
  ...azure,
  ...brevo,
  ...buildkite,
  ...calcom,
  ...cerebras,
  ...circleci,
  ...cloudflare,
  ...cloudinary,
  ...cohere,
  ...command,
  ...confluent,
  ...consul,
  ...crates,
  ...cursor,
  ...databricks,
  ...datadog,
  ...deepgram,
  ...deepseek,
  ...dependencyTrack,
  ...devin,
  ...digitalocean,
  ...discordWebhook,
  ...discord,
  ...docker,
  ...doppler,
  ...dropbox,
  ...dub,
  ...dynatrace,
  ...elastic,
  ...elevenlabs,
  ...facebook,
  ...fastly,
  ...figma,
  ...firebase,
  ...fireworks,
  ...fly,
  ...fortytwo,
  ...frameworks,
  ...gcp,
  ...generic,
  ...github,
  ...gitlab,
  ...grafana,
  ...groq,
  ...heroku,
  ...hetzner,
  ...hexTech,
  ...hubspot,
  ...huggingface,
  ...ibm,
  ...infracost,
  ...jfrog,
  ...jina,
  ...jwt,
  ...kerberos,
  ...kubernetes,
  ...langchain,
  ...launchdarkly,
  ...linear,
  ...linode,
  ...loginFile,
  ...mailchimp,
  ...mailgun,
  ...mapbox,
  ...messagebird,
  ...microsoftTeams,
  ...mistral,
  ...neon,
  ...netlify,
  ...newrelic,
  ...ngrok,
  ...notion,
  ...npm,
  ...nuget,
  ...nvidia,
  ...octopus,
  ...okta,
  ...ollama,
  ...onepassword,
  ...openai,
  ...openrouter,
  ...openshift,
  ...openvsx,
  ...packagist,
  ...payment,
  ...permit,
  ...perplexity,
  ...pinecone,
  ...planetscale,
  ...pollinations,
  ...portainer,
  ...posthog,
  ...postman,
  ...prefect,
  ...privateKey,
  ...pulumi,
  ...pypi,
  ...railway,
  ...readme,
  ...render,
  ...replicate,
  ...resend,
  ...rubygems,
  ...runpod,
  ...runway,
  ...salesforce,
  ...salesloft,
  ...scaleway,
  ...secretsService,
  ...sendgrid,
  ...sentry,
  ...shopify,
  ...sidekiq,
  ...slack,
  ...snowflake,
  ...snyk,
  ...sonar,
  ...sourcegraph,
  ...square,
  ...stability,
  ...statsig,
  ...stripe,
  ...supabase,
  ...tableau,
  ...tailscale,
  ...tavily,
  ...telegram,
  ...tencent,
  ...terraform,
  ...together,
  ...travis,
  ...twilio,
  ...twitch,
  ...twitter,
  ...unkey,
  ...url,
  ...vault,
  ...vercel,
  ...volcengine,
  ...voyage,
  ...wandb,
  ...xai,
  ...yandex,
  ...zapier,
  ...zerotier,
  ...zoho,
  ...zuplo,
  ...cloudFiles,
  ...dockerFiles,
  ...dotenvFiles,
  ...gitFiles,
  ...historyFiles,
  ...keystoreFiles,
  ...loginFiles,
  ...npmFiles,
  ...sshFiles,
  credentialsInAddUrl,
  secretArgInRun,
  secretFileInCopy,
  secretInArg,
  secretInCommand,
  secretInCopiedText,
  secretInEnv,
  secretInLabel,
  secretInRun,
  secretMountCopied,
  secretRemovedLater,
  secretInBuildHistory,
  secretInImageEnv,
  secretInImageLabel,
  secretInProvenance,
];
