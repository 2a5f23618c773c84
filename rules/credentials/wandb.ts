import { assigned, issued, prefixed } from '../../src/rule/issued.js';

export const rules = [
  issued({
    id: 'wandb-key',
    title: 'Weights & Biases key',
    severity: 'high',
    allows: 'call models at the owner’s cost and read what was sent',
    revoke: 'https://wandb.ai/authorize',
    patterns: [
      assigned(['wandb', 'weightsandbiases'], '[0-9a-f]{40}'),
      prefixed('wandb_v1_', '[A-Za-z0-9_]{77}'),
    ],
    leaks: ['WANDB_API_KEY={hex:40}'],
    clean: ['WANDB_API_KEY=$WANDB_API_KEY'],
  }),
] as const;
