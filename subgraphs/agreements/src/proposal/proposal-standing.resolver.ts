import { Ctx as Context, Field, FieldResolver, ID, ObjectType, registerEnumType, Resolver, Root } from 'type-graphql';
import type { Ctx } from '@firmament/kit';
import { Agreement } from '../agreement/agreement.entity.js';
import { AgreementVersion } from '../agreement/agreement-version.entity.js';
import { clausesOf, deviationsOf } from '../body/body.rules.js';
import { Clause, ClauseVersion } from '../clause/clause.entity.js';
import { ContractTemplateVersion } from '../template/contract-template.entity.js';
import { Proposal } from './proposal.entity.js';

/** How a text differs from a fixed clause. */
export enum ClauseDeviationKind { CHANGED = 'CHANGED', REMOVED = 'REMOVED' }
registerEnumType(ClauseDeviationKind, { name: 'ClauseDeviationKind', description: 'How a text differs from a fixed clause.', valuesConfig: { CHANGED: { description: 'It says something else.' }, REMOVED: { description: 'It is gone.' } } });

@ObjectType({ description: 'A fixed clause that a proposal changes or leaves out.' })
export class ClauseDeviation {
  @Field(() => ID, { description: 'The version of the clause that the template holds.' }) clauseVersionId!: string;
  @Field(() => String, { nullable: true, description: 'Name of the clause; null when the library does not know it.' }) name!: string | null;
  @Field(() => ClauseDeviationKind, { description: 'How it differs.' }) kind!: ClauseDeviationKind;
}

/** Where a proposal stands beside what it was written from and what it became. */
@Resolver(() => Proposal)
export class ProposalStandingResolver {
  @FieldResolver(() => [ClauseDeviation], { description: 'The fixed clauses that its text changes or leaves out. A proposal with any goes out only once somebody agreed.' })
  async deviations(@Root() proposal: Proposal, @Context() ctx: Ctx): Promise<ClauseDeviation[]> {
    if (proposal.contractBody === null) return [];
    const template = await ctx.read.load(ContractTemplateVersion, proposal.templateVersionId);
    const wanted = template ? clausesOf(template.body) : [];
    const known = await ctx.read.rows(ClauseVersion, { id: { $in: [...new Set([...wanted, ...clausesOf(proposal.contractBody)])] } }, { limit: 200 });
    const found = deviationsOf(proposal.contractBody, wanted, new Map(known.filter((one) => one.published).map((one) => [one.id, one.body])));
    return Promise.all(found.map(async ({ clauseVersionId, kind }) => {
      const clause = await ctx.read.load(Clause, known.find((one) => one.id === clauseVersionId)?.clauseId ?? null);
      return { clauseVersionId, kind: ClauseDeviationKind[kind], name: clause?.name ?? null };
    }));
  }

  @FieldResolver(() => Agreement, { nullable: true, description: 'The agreement that was written from it.' })
  async agreement(@Root() proposal: Proposal, @Context() ctx: Ctx): Promise<Agreement | null> {
    ctx.demand('agreements.agreement.view');
    const [version] = await ctx.read.children(AgreementVersion, 'proposalId', proposal.id);
    return version ? ctx.read.load(Agreement, version.agreementId) : null;
  }
}
