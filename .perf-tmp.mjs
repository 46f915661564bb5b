var __defProp = Object.defineProperty;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __esm = (fn, res) => function __init() {
  return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
};
var __commonJS = (cb, mod) => function __require() {
  return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};

// src/domain/agreement.ts
var needsAcceptance;
var init_agreement = __esm({
  "src/domain/agreement.ts"() {
    "use strict";
    needsAcceptance = (status) => status.current !== null && status.acceptance === null;
  }
});

// src/domain/data/webmail-domains.ts
var init_webmail_domains = __esm({
  "src/domain/data/webmail-domains.ts"() {
    "use strict";
  }
});

// src/domain/organization.ts
function parseDomain(text3) {
  const domain = text3.trim().toLowerCase().replace(/\.$/, "");
  return domainPattern.test(domain) ? domain : void 0;
}
function parseEmail(text3) {
  const address = text3.trim().replace(/^mailto:/i, "");
  const domain = parseDomain(emailPattern.exec(address)?.[1] ?? "");
  return domain === void 0 ? void 0 : `${address.slice(0, address.lastIndexOf("@"))}@${domain}`;
}
var clouds, programmes, delegationPolicies, isPartner, acceptancePortal, domainPattern, emailPattern;
var init_organization = __esm({
  "src/domain/organization.ts"() {
    "use strict";
    init_webmail_domains();
    clouds = ["public", "us_government", "germany", "china"];
    programmes = ["direct_reseller", "indirect_reseller", "indirect_provider", "advisor"];
    delegationPolicies = ["single", "several"];
    isPartner = (organization) => organization.programme !== null;
    acceptancePortal = (cloud) => cloud === "us_government" || cloud === "germany" ? "microsoft_office" : "microsoft_365";
    domainPattern = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
    emailPattern = /^[^\s@<>"',;:()[\]\\]{1,64}@([^\s@]+)$/;
  }
});

// src/domain/relationship-types.ts
var relationshipTypes, delegatedRoles, administration, table, allowedBy, typeWithDap;
var init_relationship_types = __esm({
  "src/domain/relationship-types.ts"() {
    "use strict";
    relationshipTypes = [
      "reseller",
      "delegated_administrator",
      "reseller_and_delegated_administrator",
      "partner",
      "advisor",
      "mpsa",
      "line_of_business"
    ];
    delegatedRoles = ["global_admin", "helpdesk_admin"];
    administration = [
      "manage_services",
      "create_users_and_groups",
      "manage_licences",
      "set_up_mailboxes",
      "migrate_data",
      "reset_passwords",
      "file_service_requests"
    ];
    table = {
      reseller: {
        allows: ["sell_products"],
        delegated: false,
        withDap: "reseller_and_delegated_administrator",
        withoutDap: "reseller"
      },
      delegated_administrator: {
        allows: administration,
        delegated: true,
        withDap: "delegated_administrator",
        withoutDap: "partner"
      },
      reseller_and_delegated_administrator: {
        allows: ["sell_products", ...administration],
        delegated: true,
        withDap: "reseller_and_delegated_administrator",
        withoutDap: "reseller"
      },
      partner: {
        allows: ["use_an_account"],
        delegated: false,
        withDap: "delegated_administrator",
        withoutDap: "partner"
      },
      advisor: {
        allows: ["reset_passwords", "file_service_requests"],
        delegated: false,
        withDap: "delegated_administrator",
        withoutDap: "advisor"
      },
      mpsa: {
        allows: ["see_mpsa_purchases"],
        delegated: false,
        withDap: "delegated_administrator",
        withoutDap: "mpsa"
      },
      line_of_business: {
        allows: ["develop_apps"],
        delegated: false,
        withDap: "delegated_administrator",
        withoutDap: "line_of_business"
      }
    };
    allowedBy = (type) => table[type].allows;
    typeWithDap = (type, dap) => dap ? table[type].withDap : table[type].withoutDap;
  }
});

// src/views/terms.ts
function fieldLabelOf(words3, name) {
  const field = fields.find((known) => known === name);
  return field ? fieldLabel(words3, field) : name;
}
var typeName, typeMeaning, roleName, delegatedRoleName, delegatedRoleNames, delegatedRoleMeanings, kindName, stateName, cloudName, regionName, agreementName, portalName, organizationWithDomain, languageName, oneOf, moment, fields, fieldLabel;
var init_terms = __esm({
  "src/views/terms.ts"() {
    "use strict";
    init_organization();
    init_relationship_types();
    typeName = (words3, type) => words3.text(`type.${type}`);
    typeMeaning = (words3, type) => words3.text(`type_meaning.${type}`, {
      abilities: words3.list(allowedBy(type).map((capability) => words3.text(`capability.${capability}`)))
    });
    roleName = (words3, role) => words3.text(`role.${role}`);
    delegatedRoleName = (words3, role) => words3.text(`delegated_role.${role}`);
    delegatedRoleNames = (words3) => words3.list(delegatedRoles.map((role) => delegatedRoleName(words3, role)));
    delegatedRoleMeanings = (words3) => words3.list(
      delegatedRoles.map(
        (role) => words3.text("delegated_role.with_meaning", {
          role: delegatedRoleName(words3, role),
          allows: words3.text(`delegated_role_allows.${role}`)
        })
      )
    );
    kindName = (words3, kind) => words3.text(`kind.${kind}`);
    stateName = (words3, state) => words3.text(`state.${state}`);
    cloudName = (words3, cloud) => words3.text(`cloud.${cloud}`);
    regionName = (words3, region) => words3.text(`region.${region}`);
    agreementName = (words3, kind) => words3.text(`agreement_kind.${kind}`);
    portalName = (words3, cloud) => words3.text(`portal.${acceptancePortal(cloud)}`);
    organizationWithDomain = (words3, organization) => words3.text("organization.with_domain", { name: organization.name, domain: organization.domain });
    languageName = (locale) => new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
    oneOf = (words3, items2) => new Intl.ListFormat(words3.locale, { type: "disjunction" }).format(items2);
    moment = (at) => ({ kind: "time", at, style: "date_time" });
    fields = [
      "customer",
      "reseller",
      "type",
      "dap",
      "note",
      "subject",
      "text",
      "way",
      "reason",
      "agreement",
      "replace",
      "understood",
      "name",
      "domain",
      "country",
      "cloud",
      "language",
      "tenant_id",
      "your_name",
      "your_email",
      "filter",
      "code"
    ];
    fieldLabel = (words3, field) => words3.text(`field.${field}`);
  }
});

// src/views/agreement.ts
function agreementStanding(words3, status) {
  const { current, acceptance, latest } = status;
  if (current === null) return words3.text("agreement.standing.none");
  const values = { document: documentLink(words3, current), version: current.version };
  if (acceptance) {
    return words3.rich("agreement.standing.accepted", {
      ...values,
      by: acceptance.by.name,
      at: moment(acceptance.at)
    });
  }
  return latest ? words3.rich("agreement.standing.outdated", { ...values, accepted: latest.version }) : words3.rich("agreement.standing.needed", values);
}
function agreementGap(words3, customer, status) {
  if (status.current === null || status.acceptance !== null) return null;
  const values = { customer: customer.name, version: status.current.version };
  return {
    text: status.latest ? words3.text("agreement.gap.outdated", { ...values, accepted: status.latest.version }) : words3.text("agreement.gap.never", values),
    button: {
      label: words3.text("agreement.button.ask", { customer: customer.name }),
      command: `agreement ask ${customer.domain}`,
      intent: "go"
    }
  };
}
function agreementCard(words3, status, viewer) {
  const { current, acceptance, latest } = status;
  const customer = viewer.customerName;
  const title = words3.text("agreement.title", { customer });
  if (current === null) {
    return {
      title,
      summary: words3.text("agreement.summary.none", { customer }),
      blocks: [{ kind: "status", tone: "neutral", text: words3.text("agreement.status.none") }]
    };
  }
  const needed = [
    { kind: "text", text: words3.text("agreement.consequence", { customer }) },
    ...viewer.mayAccept ? [acceptButton(words3)] : []
  ];
  return {
    title,
    summary: acceptance ? words3.text("agreement.summary.accepted", { customer }) : words3.text("agreement.summary.needed", { customer, version: current.version }),
    blocks: [
      acceptance ? acceptedStatus(words3, acceptance) : neededStatus(words3, current),
      {
        kind: "facts",
        facts: [
          { label: words3.text("agreement.fact.document"), value: [documentLink(words3, current)] },
          { label: words3.text("agreement.fact.version"), value: current.version },
          {
            label: words3.text("agreement.fact.accepted"),
            value: latest ? acceptedBy(words3, latest) : words3.text("agreement.never_accepted")
          }
        ]
      },
      ...acceptance ? [] : needed
    ]
  };
}
function agreementRequestCard(words3, asked) {
  const { partner, customer, agreement: agreement2 } = asked;
  const acceptance = asked.acceptance ?? null;
  const title = words3.text("agreement.request.title", {
    partner: partner.name,
    customer: customer.name,
    document: agreementName(words3, agreement2.kind)
  });
  return {
    title,
    summary: acceptance ? words3.text("agreement.summary.accepted", { customer: customer.name }) : title,
    blocks: [
      acceptance ? acceptedStatus(words3, acceptance) : neededStatus(words3, agreement2),
      {
        kind: "facts",
        facts: [
          { label: words3.text("agreement.fact.who"), value: organizationWithDomain(words3, partner) },
          { label: words3.text("agreement.fact.document"), value: [documentLink(words3, agreement2)] },
          { label: words3.text("agreement.fact.version"), value: agreement2.version },
          {
            label: words3.text("agreement.fact.why"),
            value: words3.text("agreement.consequence", { customer: customer.name })
          }
        ]
      },
      ...asked.mayAccept && !acceptance ? [acceptButton(words3)] : []
    ]
  };
}
var documentLink, agreementTick, agreementToRead, acceptedBy, acceptedStatus, acceptButton, neededStatus, agreementForm;
var init_agreement2 = __esm({
  "src/views/agreement.ts"() {
    "use strict";
    init_terms();
    documentLink = (words3, agreement2) => ({
      kind: "link",
      label: agreementName(words3, agreement2.kind),
      url: agreement2.url
    });
    agreementTick = (words3) => ({
      kind: "tick",
      name: "agreement",
      label: fieldLabel(words3, "agreement"),
      tick: words3.text("review.agreement_tick"),
      value: false
    });
    agreementToRead = (words3, agreement2) => ({
      kind: "text",
      text: words3.rich("review.agreement", {
        document: documentLink(words3, agreement2),
        version: agreement2.version
      })
    });
    acceptedBy = (words3, acceptance) => words3.rich("agreement.accepted_by", {
      version: acceptance.version,
      by: words3.text("person.with_email", { name: acceptance.by.name, email: acceptance.by.email }),
      at: moment(acceptance.at),
      platform: acceptance.platform
    });
    acceptedStatus = (words3, acceptance) => ({
      kind: "status",
      tone: "good",
      text: words3.rich("agreement.status.accepted", { by: acceptance.by.name, at: moment(acceptance.at) })
    });
    acceptButton = (words3) => ({
      kind: "buttons",
      buttons: [{ label: words3.text("agreement.button.accept"), command: "agreement accept", intent: "go" }]
    });
    neededStatus = (words3, current) => ({
      kind: "status",
      tone: "waiting",
      text: words3.text("agreement.status.needed", { version: current.version })
    });
    agreementForm = (words3, agreement2, command) => ({
      title: words3.text("agreement.form.title"),
      command,
      blocks: [agreementToRead(words3, agreement2)],
      fields: [agreementTick(words3)],
      submit: words3.text("agreement.form.submit"),
      intent: "go",
      cancel: words3.text("form.cancel")
    });
  }
});

// src/views/notice.ts
var noticeCard;
var init_notice = __esm({
  "src/views/notice.ts"() {
    "use strict";
    noticeCard = (words3, notice, values = {}) => {
      const text3 = words3.text(`notice.${notice}`, values);
      return {
        title: words3.text("notice.title"),
        summary: text3,
        blocks: [{ kind: "status", tone: "good", text: text3 }]
      };
    };
  }
});

// src/views/form.ts
function emptyOf(field) {
  switch (field.kind) {
    case "text":
    case "long_text":
      return "";
    case "tick":
      return false;
    case "choices":
      return [];
    case "choice":
    case "person":
    case "date":
      return void 0;
  }
}
var formWithErrors;
var init_form = __esm({
  "src/views/form.ts"() {
    "use strict";
    formWithErrors = (form, values, errors) => ({
      ...form,
      fields: form.fields.map((field) => {
        const error = errors[field.name];
        const left = { ...field, value: values[field.name] ?? emptyOf(field) };
        return error === void 0 ? left : { ...left, error };
      })
    });
  }
});

// src/domain/page.ts
var pageSize, countedExactly;
var init_page = __esm({
  "src/domain/page.ts"() {
    "use strict";
    pageSize = 25;
    countedExactly = 1e3;
  }
});

// src/views/list.ts
function listCard(words3, list2) {
  const items2 = list2.items.slice(0, pageSize);
  const blocks = items2.length > 0 ? filled(words3, list2, items2) : bare(words3, list2);
  return { title: list2.title, summary: list2.summary, blocks };
}
function filled(words3, list2, items2) {
  const { page, searched } = list2;
  const values = { ...countValues(page.total), shown: items2.length, searched: searched ?? "" };
  const command = { kind: "strong", text: list2.command };
  return [
    { kind: "text", text: words3.text(searched ? "list.found" : "list.count", values), tone: "quiet" },
    { kind: "list", items: items2 },
    ...buttons([
      ...page.next === null ? [] : [{ label: words3.text("list.next"), command: `${lineOf(list2)} --after ${page.next}` }],
      ...allButton(words3, list2)
    ]),
    ...searched === null ? [{ kind: "text", text: words3.rich("list.search_hint", { command }), tone: "quiet" }] : []
  ];
}
function bare(words3, list2) {
  const searched = list2.searched;
  return searched ? [
    { kind: "text", text: words3.text("list.nothing_found", { searched }) },
    ...buttons(allButton(words3, list2))
  ] : [{ kind: "text", text: list2.empty.sentence }, ...buttons(list2.empty.next ?? [])];
}
var allButton, lineOf, buttons, countValues;
var init_list = __esm({
  "src/views/list.ts"() {
    "use strict";
    init_page();
    allButton = (words3, list2) => list2.searched ? [{ label: words3.text("list.all"), command: list2.command }] : [];
    lineOf = ({ command, searched }) => searched ? `${command} ${searched}` : command;
    buttons = (all) => all.length > 0 ? [{ kind: "buttons", buttons: all }] : [];
    countValues = (total) => ({
      many: total > countedExactly ? "yes" : "no",
      limit: countedExactly,
      total
    });
  }
});

// src/views/problem.ts
function problemCard(words3, problem, viewerOrganizationId) {
  const { title, next, choices } = tellingOf(problem);
  const items2 = choices?.(words3, problem) ?? [];
  return {
    title: words3.text(title),
    summary: problemText(words3, problem),
    blocks: [
      { kind: "text", text: problemRich(words3, problem) },
      ...items2.length > 0 ? [{ kind: "list", items: items2 }] : [],
      ...buttons(next?.(words3, problem, viewerOrganizationId) ?? [])
    ]
  };
}
var mostNamed, several, button, showInvitation, organizationValue, showOrganization, aboutOrganization, whenDone, reviewAgain, askAgain, regionValues, table2, tellingOf, problemText, problemRich;
var init_problem = __esm({
  "src/views/problem.ts"() {
    "use strict";
    init_list();
    init_terms();
    mostNamed = 5;
    several = (words3, names2) => words3.list(
      names2.length <= mostNamed ? names2 : [...names2.slice(0, mostNamed), words3.text("problem_word.more", { n: names2.length - mostNamed })]
    );
    button = (words3, key, command) => ({
      label: words3.text(key),
      command
    });
    showInvitation = (words3, id2) => button(words3, "next.show_invitation", `show ${id2}`);
    organizationValue = (_, { organization }) => ({
      organization: organization.name
    });
    showOrganization = (words3, { organization }) => [
      {
        label: words3.text("next.show_organization", { organization: organization.name }),
        command: `show ${organization.domain}`
      }
    ];
    aboutOrganization = {
      title: "problem_title.not_possible",
      values: organizationValue,
      next: showOrganization
    };
    whenDone = {
      title: "problem_title.already",
      values: (_, { at }) => ({ at: moment(at) })
    };
    reviewAgain = (words3, { invitationId }) => [
      { ...button(words3, "next.review_again", `accept ${invitationId}`), intent: "go" }
    ];
    askAgain = (words3, { kind, recipientId, recipientEmail }) => {
      const recipient = recipientId ?? recipientEmail ?? "";
      const again = {
        reseller: `request ${recipient}`,
        delegated_administration: `roles ask ${recipient}`,
        indirect_provider: `provider invite ${recipient}`
      };
      return [button(words3, "next.ask_again", again[kind].trim())];
    };
    regionValues = (words3, mine, theirs) => ({
      mineKnown: mine ? "yes" : "no",
      mine: mine ? regionName(words3, mine) : "",
      theirsKnown: theirs ? "yes" : "no",
      theirs: theirs ? regionName(words3, theirs) : ""
    });
    table2 = {
      not_a_member: {
        title: "problem_title.not_for_you",
        values: (_, { platform: platform2, organization }) => ({
          platform: platform2,
          known: organization ? "yes" : "no",
          organization: organization?.name ?? ""
        })
      },
      already_a_member: { title: "problem_title.already", values: organizationValue },
      role_needed: {
        title: "problem_title.not_for_you",
        values: (words3, { roles, holders }) => ({
          roleCount: roles.length,
          roles: oneOf(
            words3,
            roles.map((role) => roleName(words3, role))
          ),
          holderCount: holders.length,
          holders: several(
            words3,
            holders.map(({ name, email }) => words3.text("person.with_email", { name, email }))
          )
        }),
        next: (words3) => [button(words3, "next.show_members", "members")]
      },
      partners_only: { title: "problem_title.not_for_you", values: organizationValue },
      resellers_only: { title: "problem_title.not_for_you", values: organizationValue },
      providers_only: { title: "problem_title.not_for_you", values: organizationValue },
      partner_features_unavailable: {
        title: "problem_title.not_possible",
        values: (words3, { cloud }) => ({ cloud: cloudName(words3, cloud) })
      },
      unknown_command: {
        title: "problem_title.not_understood",
        values: (words3, { typed: typed2, nearest }) => ({
          typed: typed2,
          count: nearest.length,
          nearest: oneOf(words3, nearest)
        }),
        next: (words3, { nearest }) => [
          ...nearest.map((command) => ({ label: command, command })),
          button(words3, "act.help", "help")
        ]
      },
      bad_argument: {
        title: "problem_title.not_understood",
        values: (words3, { argument, typed: typed2, expected }) => ({
          argument: fieldLabelOf(words3, argument),
          typed: typed2,
          known: expected === "" ? "no" : "yes",
          expected
        })
      },
      missing_argument: {
        title: "problem_title.something_missing",
        values: (words3, { argument, example }) => ({ argument: words3.text(`argument.${argument}`), example }),
        next: (words3, { argument }) => argument === "invitation" ? [button(words3, "next.show_invitations", "invitations")] : []
      },
      organization_not_found: { title: "problem_title.not_found", values: (_, { typed: typed2 }) => ({ typed: typed2 }) },
      organization_ambiguous: {
        title: "problem_title.which_one",
        values: (words3, { typed: typed2, choices }) => ({
          typed: typed2,
          choices: several(
            words3,
            choices.map((choice) => organizationWithDomain(words3, choice))
          )
        }),
        choices: (words3, { choices }) => choices.map(({ name, domain }) => ({
          title: name,
          detail: domain,
          button: button(words3, "act.show", `show ${domain}`)
        }))
      },
      invitation_not_found: {
        title: "problem_title.not_found",
        values: (_, { typed: typed2 }) => ({ typed: typed2 }),
        next: (words3) => [button(words3, "next.show_invitations", "invitations")]
      },
      invitation_ambiguous: {
        title: "problem_title.which_one",
        values: (_, { typed: typed2 }) => ({ typed: typed2 }),
        choices: (words3, { choices }) => choices.map(({ id: id2, kind, state, draftedBy, draftedAt }) => ({
          title: words3.text("problem_word.invitation", {
            kind: kindName(words3, kind),
            state: stateName(words3, state)
          }),
          detail: words3.rich("problem_word.drafted", { by: draftedBy.name, at: moment(draftedAt) }),
          button: button(words3, "act.show", `show ${id2}`)
        }))
      },
      not_an_email: { title: "problem_title.not_understood", values: (_, { typed: typed2 }) => ({ typed: typed2 }) },
      not_a_country: { title: "problem_title.not_understood", values: (_, { typed: typed2 }) => ({ typed: typed2 }) },
      not_a_tenant: { title: "problem_title.not_understood", values: (_, { typed: typed2 }) => ({ typed: typed2 }) },
      text_too_long: {
        title: "problem_title.not_possible",
        values: (words3, { field, length, most: most3 }) => ({ field: fieldLabelOf(words3, field), length, most: most3 })
      },
      field_missing: {
        title: "problem_title.something_missing",
        values: (words3, { field }) => ({ field: fieldLabelOf(words3, field) })
      },
      own_organization: { title: "problem_title.not_possible" },
      other_region: {
        title: "problem_title.not_possible",
        values: (words3, { mine, theirs, myCountry, theirCountry }) => ({
          ...regionValues(words3, mine, theirs),
          myCountry: words3.country(myCountry),
          theirCountry: words3.country(theirCountry)
        })
      },
      other_cloud: {
        title: "problem_title.not_possible",
        values: (words3, { mine, theirs }) => ({
          mine: cloudName(words3, mine),
          theirs: cloudName(words3, theirs)
        })
      },
      dap_not_entitled: { title: "problem_title.not_possible" },
      dap_required_in_cloud: {
        title: "problem_title.not_possible",
        values: (words3, { cloud }) => ({ cloud: cloudName(words3, cloud) })
      },
      dap_not_for_type: {
        title: "problem_title.not_possible",
        values: (words3, { type }) => ({ type: typeName(words3, type) })
      },
      already_related: {
        title: "problem_title.already",
        values: (words3, { organization, type }) => ({
          organization: organization.name,
          type: typeName(words3, type)
        }),
        next: showOrganization
      },
      already_partnered: { ...aboutOrganization, title: "problem_title.already" },
      not_a_reseller: aboutOrganization,
      not_a_provider: aboutOrganization,
      roles_already_in_place: { ...aboutOrganization, title: "problem_title.already" },
      invitation_already_open: {
        title: "problem_title.open",
        values: (_, { invitation: { state, sentAt, draftedAt } }) => ({
          draft: state === "draft" ? "yes" : "no",
          sentAt: moment(sentAt ?? draftedAt)
        }),
        next: (words3, { invitation: { id: id2, state, senderId } }, viewer) => [
          ...state === "draft" && senderId === viewer ? [button(words3, "next.send_draft", `send ${id2}`)] : [],
          showInvitation(words3, id2)
        ]
      },
      link_missing: { title: "problem_title.something_missing" },
      mail_not_configured: { title: "problem_title.not_possible" },
      invitation_is_draft: {
        title: "problem_title.not_possible",
        next: (words3, { invitation: { id: id2, senderId } }, viewer) => senderId === viewer ? [button(words3, "next.send_draft", `send ${id2}`)] : []
      },
      invitation_answered: {
        title: "problem_title.answered",
        values: (words3, { invitation: { state, answer: answer2, expiresAt, draftedAt } }) => ({
          state,
          by: answer2?.by?.name ?? words3.text("problem_word.somebody"),
          at: moment(answer2?.at ?? expiresAt ?? draftedAt)
        }),
        next: (words3, { invitation }, viewer) => [
          showInvitation(words3, invitation.id),
          ...invitation.senderId === viewer && invitation.state !== "accepted" ? askAgain(words3, invitation) : []
        ]
      },
      reminded_already: { ...whenDone, title: "problem_title.later" },
      box_not_ticked: { title: "problem_title.something_missing" },
      agreement_changed: {
        title: "problem_title.changed",
        values: (_, { version }) => ({ version }),
        next: (words3) => [button(words3, "next.show_agreement", "agreement")]
      },
      agreement_not_published: { title: "problem_title.not_possible" },
      agreement_already_accepted: {
        title: "problem_title.already",
        values: (_, { version, at, by }) => ({ version, by, at: moment(at) })
      },
      agreement_already_asked: whenDone,
      replacement_needed: {
        title: "problem_title.something_missing",
        values: (_, { present }) => ({ present: present.name }),
        next: reviewAgain
      },
      replacement_outdated: { title: "problem_title.changed", next: reviewAgain },
      code_not_valid: { title: "problem_title.not_found" },
      too_many_tries: { title: "problem_title.later", values: (_, { minutes }) => ({ minutes }) },
      wrong_organization_for_link: { title: "problem_title.not_for_you", values: organizationValue },
      domain_not_invited: {
        title: "problem_title.not_possible",
        values: (_, { typed: typed2, domain }) => ({ typed: typed2, domain })
      },
      webmail_domain: { title: "problem_title.not_possible", values: (_, { domain }) => ({ domain }) },
      organization_exists: { title: "problem_title.already", values: (_, { domain }) => ({ domain }) },
      workspace_taken: { title: "problem_title.not_possible", values: organizationValue },
      not_related: aboutOrganization,
      no_roles_in_place: aboutOrganization,
      no_admin_access: aboutOrganization,
      subscriptions_active: {
        title: "problem_title.not_possible",
        // All of them: the refusal lists what stands in the way (R-REL-05).
        values: (words3, { organization, subscriptions }) => ({
          organization: organization.name,
          count: subscriptions.length,
          subscriptions: words3.list(subscriptions)
        }),
        next: showOrganization
      },
      end_already_asked: whenDone,
      end_not_asked: aboutOrganization,
      cannot_end_alone: aboutOrganization,
      partnership_cannot_end: aboutOrganization,
      channel_needed: { title: "problem_title.not_possible" },
      channel_of_other_organization: { title: "problem_title.not_possible" },
      not_subscribed: {
        title: "problem_title.not_found",
        next: (words3) => [button(words3, "next.show_notifications", "notify list")]
      },
      unknown_kind: {
        title: "problem_title.not_understood",
        values: (words3, { typed: typed2, known }) => ({ typed: typed2, known: words3.list(known) })
      },
      filter_not_understood: {
        title: "problem_title.not_understood",
        values: (_, { at, expected }) => ({ at, expected })
      },
      email_taken: {
        title: "problem_title.already",
        values: (_, { email }) => ({ email }),
        next: (words3) => [button(words3, "next.show_members", "members")]
      },
      member_unknown: {
        title: "problem_title.not_found",
        values: (_, { email }) => ({ email }),
        next: (words3) => [button(words3, "act.add_member", "member add")]
      },
      identity_taken: { title: "problem_title.already", values: (_, { name }) => ({ name }) },
      roles_not_fitting: { title: "problem_title.not_possible", values: (_, { reason }) => ({ reason }) },
      already_handled: { title: "problem_title.already" }
    };
    tellingOf = (problem) => table2[problem.code];
    problemText = (words3, problem) => words3.text(`problem.${problem.code}`, tellingOf(problem).values?.(words3, problem));
    problemRich = (words3, problem) => words3.rich(`problem.${problem.code}`, tellingOf(problem).values?.(words3, problem));
  }
});

// src/commands/request.ts
var reply;
var init_request = __esm({
  "src/commands/request.ts"() {
    "use strict";
    reply = {
      card: (card) => ({ kind: "card", card, as: "card" }),
      notice: (card) => ({ kind: "card", card, as: "notice" }),
      form: (form) => ({ kind: "form", form })
    };
  }
});

// src/commands/define.ts
import { z } from "zod";
function refusedForm(visit, form, values, problem, fieldOf2) {
  const field = fieldOf2(problem);
  if (field === void 0 || !form.fields.some(({ name }) => name === field)) return refused(visit, problem);
  const errors = { [field]: problemText(visit.words, problem) };
  return { kind: "errors", form: formWithErrors(form, values, errors), errors };
}
var defineCommand, pageFlags, refused, textIn, tickedIn;
var init_define = __esm({
  "src/commands/define.ts"() {
    "use strict";
    init_form();
    init_problem();
    init_request();
    defineCommand = (command) => command;
    pageFlags = z.object({ after: z.string().optional() }).strict();
    refused = (visit, problem) => reply.notice(problemCard(visit.words, problem, visit.visitor.actor?.organizationId ?? null));
    textIn = (values, name) => {
      const value = values[name];
      return typeof value === "string" ? value.trim() : "";
    };
    tickedIn = (values, name) => values[name] === true;
  }
});

// src/commands/agreement.ts
import { z as z2 } from "zod";
var shownAgreement, agreement, acceptFlags, agreementAccept, agreementAsk;
var init_agreement3 = __esm({
  "src/commands/agreement.ts"() {
    "use strict";
    init_agreement();
    init_agreement2();
    init_notice();
    init_define();
    init_request();
    shownAgreement = (visit, { status, mayAccept, organization }) => reply.card(agreementCard(visit.words, status, { mayAccept, customerName: organization.name }));
    agreement = defineCommand({
      verb: "agreement",
      topic: "answer",
      for: "members",
      shownTo: "member",
      async run(visit) {
        const found = await visit.service.showAgreement(visit.actor);
        return found.ok ? shownAgreement(visit, found.value) : refused(visit, found.problem);
      }
    });
    acceptFlags = z2.object({ version: z2.string().optional() }).strict();
    agreementAccept = defineCommand({
      verb: "agreement accept",
      topic: "answer",
      for: "members",
      shownTo: ["accept_agreement"],
      flags: acceptFlags,
      async run(visit) {
        const found = await visit.service.showAgreement(visit.actor);
        if (!found.ok) return refused(visit, found.problem);
        const { current } = found.value.status;
        if (!current || !needsAcceptance(found.value.status)) return shownAgreement(visit, found.value);
        return reply.form(agreementForm(visit.words, current, `agreement accept --version "${current.version}"`));
      },
      async submit(visit, { flags }, values) {
        const consent = { ticked: tickedIn(values, "agreement"), version: flags.version ?? null };
        const accepted = await visit.service.acceptAgreement(visit.actor, consent);
        if (accepted.ok) return shownAgreement(visit, accepted.value);
        const found = await visit.service.showAgreement(visit.actor);
        const current = found.ok ? found.value.status.current : null;
        if (!current) return refused(visit, accepted.problem);
        const form = agreementForm(visit.words, current, `agreement accept --version "${current.version}"`);
        return refusedForm(
          visit,
          form,
          values,
          accepted.problem,
          ({ code }) => code === "box_not_ticked" ? "agreement" : void 0
        );
      }
    });
    agreementAsk = defineCommand({
      verb: "agreement ask",
      topic: "ask",
      takes: "organization",
      for: "members",
      shownTo: ["request_relationship"],
      async run(visit, { text: text3 }) {
        const asked = await visit.service.askForAgreement(visit.actor, text3);
        if (!asked.ok) return refused(visit, asked.problem);
        const { customer, agreement: document } = asked.value;
        return reply.notice(
          noticeCard(visit.words, "agreement_asked", { customer: customer.name, version: document.version })
        );
      }
    });
  }
});

// src/i18n/en/deliveries.ts
var deliveries;
var init_deliveries = __esm({
  "src/i18n/en/deliveries.ts"() {
    "use strict";
    deliveries = {
      "because.approvals": "your organization\u2019s approvals, which are asked for here",
      "because.approver": "your right to answer for your organization",
      "because.sender": "the invitation that you drafted",
      "because.concerned": "your work with partner relationships",
      "because.admin": "your right to manage your organization\u2019s members",
      "because.subscription": "this channel\u2019s subscription to {what}"
    };
  }
});

// src/i18n/en/events.ts
var sentences, titles, events;
var init_events = __esm({
  "src/i18n/en/events.ts"() {
    "use strict";
    sentences = {
      "event.invitation.drafted": "{actor} of {organization} drafted an invitation{counterpart_given, select, yes { to {counterpart}} other {}}",
      "event.invitation.sent": "{actor} of {organization} sent {counterpart_given, select, yes {{counterpart} an invitation} other {an invitation}}{way, select, own_mail { by their own mail} other {}}{expires_given, select, yes {; it expires {expires}} other {}}",
      "event.invitation.redeemed": "{actor} of {organization} opened the personal link of {counterpart_given, select, yes {{counterpart}\u2019s invitation} other {the invitation}}",
      "event.invitation.accepted": "{actor} of {organization} accepted {counterpart_given, select, yes {the invitation from {counterpart}} other {the invitation}}",
      "event.invitation.declined": "{actor} of {organization} declined {counterpart_given, select, yes {the invitation from {counterpart}} other {the invitation}}{reason_given, select, yes {: \u201C{reason}\u201D} other {}}",
      "event.invitation.withdrawn": "{actor} of {organization} withdrew the invitation{counterpart_given, select, yes { to {counterpart}} other {}}",
      "event.invitation.reminded": "{actor} of {organization} sent a reminder of the invitation{counterpart_given, select, yes { to {counterpart}} other {}}",
      "event.invitation.expiring": "{organization}\u2019s invitation{counterpart_given, select, yes { to {counterpart}} other {}} {expires_given, select, yes {expires {expires}} other {expires soon}}, and nobody has answered it yet",
      "event.invitation.expired": "{organization}\u2019s invitation{counterpart_given, select, yes { to {counterpart}} other {}} expired without an answer",
      "event.agreement.accepted": "{actor} accepted the Microsoft Customer Agreement{version_given, select, yes {, version {version},} other {}} for {organization}",
      "event.agreement.asked": "{actor} of {organization} asked {counterpart_given, select, yes {{counterpart}} other {the customer}} to accept the Microsoft Customer Agreement",
      "event.roles.granted": "{actor} of {organization} granted {counterpart_given, select, yes {{counterpart}} other {the partner}} these admin roles: {roles}{replaced_given, select, yes {, in place of {replaced}} other {}}",
      "event.roles.removed": "{actor} of {organization} removed the admin roles ({roles}) from the relationship{counterpart_given, select, yes { with {counterpart}} other {}}",
      "event.relationship.started": "{organization} and {counterpart_given, select, yes {{counterpart}} other {the partner}} now work together{type_given, select, yes {: {type}} other {}}",
      "event.relationship.changed": "The relationship of {organization} and {counterpart_given, select, yes {{counterpart}} other {the partner}} changed{type_given, select, yes {: {type}} other {}}",
      "event.relationship.end_asked": "{actor} of {organization} asked {counterpart_given, select, yes {{counterpart}} other {the partner}} to end the relationship{reason_given, select, yes {: \u201C{reason}\u201D} other {}}",
      "event.relationship.end_refused": "{actor} of {organization} keeps the relationship{counterpart_given, select, yes { with {counterpart}} other {}}{reason_given, select, yes { and says why: \u201C{reason}\u201D} other {}}",
      "event.relationship.ended": "{actor} of {organization} ended the relationship{counterpart_given, select, yes { with {counterpart}} other {}}",
      "event.partnership.started": "{actor} of {organization} authorized {counterpart_given, select, yes {{counterpart} as its} other {an}} indirect provider",
      "event.partnership.access_removed": "{actor} of {organization} removed {counterpart_given, select, yes {{counterpart}\u2019s} other {the provider\u2019s}} administrator access",
      "event.organization.registered": "{by, select, system {{organization} was registered} other {{actor} registered {organization}}}",
      "event.organization.changed": "{mpsa, select, true {{actor} lets the MPSA partners of {organization} see purchases made through each other} false {{actor} no longer lets the MPSA partners of {organization} see purchases made through each other} other {{by, select, system {The settings of {organization} were changed} other {{actor} changed the settings of {organization}}}}}",
      "event.mail.failed": "The mail with {organization}\u2019s invitation{counterpart_given, select, yes { to {counterpart}} other {}} could not be delivered",
      "event.member.code_created": "{actor} of {organization} made a one-time code{name_given, select, yes { for {name}} other {}}",
      "event.member.joined": "{name_given, select, yes {{name}} other {{actor}}} joined {organization}",
      "event.member.added": "{actor} added {name_given, select, yes {{name}} other {a member}} to {organization}",
      "event.notification.subscribed": "{actor} of {organization} turned notifications on in a channel{expression_given, select, yes {: {expression}} other {}}",
      "event.notification.unsubscribed": "{actor} of {organization} turned notifications off in a channel{expression_given, select, yes {: {expression}} other {}}",
      "event.conversation.paused": "A channel of {organization}{platform, select, slack { in Slack} teams { in Microsoft Teams} other {}} cannot be reached any more, so its notifications are paused"
    };
    titles = {
      "event.title.invitation.drafted": "Invitation drafted",
      "event.title.invitation.sent": "Invitation sent",
      "event.title.invitation.redeemed": "Invitation opened",
      "event.title.invitation.accepted": "Invitation accepted",
      "event.title.invitation.declined": "Invitation declined",
      "event.title.invitation.withdrawn": "Invitation withdrawn",
      "event.title.invitation.reminded": "Reminder sent",
      "event.title.invitation.expiring": "Invitation expires soon",
      "event.title.invitation.expired": "Invitation expired",
      "event.title.agreement.accepted": "Agreement accepted",
      "event.title.agreement.asked": "Please accept the agreement",
      "event.title.roles.granted": "Admin roles granted",
      "event.title.roles.removed": "Admin roles removed",
      "event.title.relationship.started": "Relationship started",
      "event.title.relationship.changed": "Relationship changed",
      "event.title.relationship.end_asked": "Asked to end the relationship",
      "event.title.relationship.end_refused": "Relationship stays",
      "event.title.relationship.ended": "Relationship ended",
      "event.title.partnership.started": "Partnership started",
      "event.title.partnership.access_removed": "Administrator access removed",
      "event.title.organization.registered": "Organization registered",
      "event.title.organization.changed": "Settings changed",
      "event.title.mail.failed": "Mail not delivered",
      "event.title.member.code_created": "Code made",
      "event.title.member.joined": "New member",
      "event.title.member.added": "Member added",
      "event.title.notification.subscribed": "Notifications on",
      "event.title.notification.unsubscribed": "Notifications off",
      "event.title.conversation.paused": "Notifications paused"
    };
    events = {
      ...sentences,
      ...titles,
      "event.because": "You see this here because of {because}.",
      "history.detail": "{at}{platform, select, slack { \xB7 in Slack} teams { \xB7 in Microsoft Teams} other {}}",
      "history.title": "History: {of}",
      "history.empty": "Nothing has happened here yet."
    };
  }
});

// src/i18n/en/invitations.ts
var invitations;
var init_invitations = __esm({
  "src/i18n/en/invitations.ts"() {
    "use strict";
    invitations = {
      "type.reseller": "Reseller",
      "type.delegated_administrator": "Delegated administrator",
      "type.reseller_and_delegated_administrator": "Reseller & delegated administrator",
      "type.partner": "Partner",
      "type.advisor": "Advisor",
      "type.mpsa": "MPSA partner",
      "type.line_of_business": "Line-of-business partner",
      "type_meaning.reseller": "It can {abilities}. Without delegated administration it manages only the Azure subscriptions that it provisions.",
      "type_meaning.delegated_administrator": "As Global admin in the customer\u2019s tenant it can {abilities}.",
      "type_meaning.reseller_and_delegated_administrator": "It can {abilities}.",
      "type_meaning.partner": "It can {abilities}.",
      "type_meaning.advisor": "It can {abilities}.",
      "type_meaning.mpsa": "It can {abilities}. The customer turns this on, and can turn it off again.",
      "type_meaning.line_of_business": "It can {abilities}.",
      "type_choice.reseller": "Reseller: sells products to the customer",
      "type_choice.delegated_administrator": "Delegated administrator: manages products and services",
      "type_choice.partner": "Partner: works through a user account in the tenant",
      "type_choice.advisor": "Advisor: resets passwords, handles support incidents",
      "type_choice.mpsa": "MPSA partner: sees purchases made through other MPSA partners",
      "type_choice.line_of_business": "Line-of-business partner: develops and manages apps",
      "capability.sell_products": "sell products",
      "capability.manage_services": "manage products and services",
      "capability.create_users_and_groups": "create user accounts and groups",
      "capability.manage_licences": "assign and manage licences",
      "capability.set_up_mailboxes": "set up mailboxes",
      "capability.migrate_data": "migrate data",
      "capability.reset_passwords": "reset passwords",
      "capability.file_service_requests": "file service requests",
      "capability.use_an_account": "use a user account in the customer\u2019s tenant to work with other services on its behalf",
      "capability.see_mpsa_purchases": "see purchases made through the customer\u2019s other MPSA partners",
      "capability.develop_apps": "develop, submit and manage apps made for the customer",
      "role.global_admin": "Global admin",
      "role.billing_admin": "Billing admin",
      "role.user_management_admin": "User management admin",
      "role.admin_agent": "Admin agent",
      "role.helpdesk_agent": "Helpdesk agent",
      "delegated_role.global_admin": "Global admin",
      "delegated_role.helpdesk_admin": "Helpdesk admin",
      "delegated_role_allows.global_admin": "full control of the tenant: accounts, groups, licences, mailboxes, data and settings",
      "delegated_role_allows.helpdesk_admin": "resets passwords and handles service requests",
      "delegated_role.with_meaning": "{role} ({allows})",
      "state.draft": "Draft",
      "state.sent": "Sent",
      "state.accepted": "Accepted",
      "state.declined": "Declined",
      "state.withdrawn": "Withdrawn",
      "state.expired": "Expired",
      "kind.reseller": "Relationship",
      "kind.delegated_administration": "Delegated administration",
      "kind.indirect_provider": "Indirect provider",
      "cloud.public": "Public cloud",
      "cloud.us_government": "US Government cloud",
      "cloud.germany": "Germany cloud",
      "cloud.china": "China cloud, operated by 21Vianet",
      "region.AFRICA": "Africa",
      "region.ASIA_PACIFIC": "Asia Pacific",
      "region.AUSTRALIA": "Australia",
      "region.BRAZIL": "Brazil",
      "region.CANADA": "Canada",
      "region.EUROPE": "Europe",
      "region.INDIA": "India",
      "region.JAPAN": "Japan",
      "region.KOREA": "Korea",
      "region.LATAM_CARIBBEAN": "Latin America and the Caribbean",
      "region.MECEE": "Middle East and Central Eastern Europe",
      "region.NEW_ZEALAND": "New Zealand",
      "region.RUSSIA": "Russia",
      "region.TAIWAN": "Taiwan",
      "region.UNITED_STATES": "United States",
      "portal.microsoft_365": "Microsoft 365 admin center",
      "portal.microsoft_office": "Microsoft Office admin portal",
      "agreement_kind.microsoft_customer_agreement": "Microsoft Customer Agreement",
      "field.customer": "Customer",
      "field.reseller": "Reseller",
      "field.type": "How you want to work together",
      "field.dap": "Delegated administration",
      "field.note": "Note",
      "field.subject": "Subject",
      "field.text": "Text",
      "field.way": "How to send it",
      "field.reason": "Reason",
      "field.agreement": "Agreement",
      "field.replace": "Replacement",
      "field.understood": "What you allow",
      "field.name": "Name",
      "field.filter": "Filter",
      "field.code": "Code",
      "field.domain": "Domain",
      "field.country": "Country",
      "field.cloud": "Cloud",
      "field.language": "Language",
      "field.tenant_id": "Tenant ID",
      "field.your_name": "Your name",
      "field.your_email": "Your e-mail address",
      "organization.with_domain": "{name} ({domain})",
      "person.with_email": "{name} ({email})",
      "invitation.title.reseller": "{sender} asks {recipient} for a reseller relationship",
      "invitation.title.delegated_administrator": "{sender} asks {recipient} to be its delegated administrator",
      "invitation.title.reseller_and_delegated_administrator": "{sender} asks {recipient} for a reseller relationship with delegated administration",
      "invitation.title.partner": "{sender} asks {recipient} for a partner relationship",
      "invitation.title.advisor": "{sender} asks {recipient} for an advisor relationship",
      "invitation.title.mpsa": "{sender} asks {recipient} for an MPSA partner relationship",
      "invitation.title.line_of_business": "{sender} asks {recipient} for a line-of-business partner relationship",
      "invitation.title.delegated_administration": "{sender} asks {recipient} for delegated administration privileges",
      "invitation.title.indirect_provider": "{sender} asks {recipient} to authorize it as indirect provider",
      "invitation.summary.draft": "{sender} has drafted an invitation to {recipient}",
      "invitation.summary.accepted": "{recipient} accepted the invitation from {sender}",
      "invitation.summary.declined": "{recipient} declined the invitation from {sender}",
      "invitation.summary.withdrawn": "{sender} withdrew its invitation to {recipient}",
      "invitation.summary.expired": "The invitation from {sender} to {recipient} has expired",
      "invitation.status.draft": "Draft. It has not been sent yet.",
      "invitation.status.sent": "Waiting for the answer of {recipient}.",
      "invitation.status.accepted": "Accepted by {by} on {at}.",
      "invitation.status.declined": "Declined by {by} on {at}.",
      "invitation.status.withdrawn": "Withdrawn by {by} on {at}.",
      "invitation.status.expired": "Expired on {at}. Nobody answered in time.",
      "invitation.reason": "The reason that was given:",
      "invitation.note": "A note from {sender}:",
      "invitation.fact.who": "Who asks",
      "invitation.fact.what_for": "What for",
      "invitation.fact.roles": "{granted, select, yes {Roles granted} other {Roles asked for}}",
      "invitation.fact.access": "{granted, select, yes {Access granted} other {Access asked for}}",
      "invitation.fact.agreement": "Agreement",
      "invitation.fact.asked_by": "Asked by",
      "invitation.fact.expires": "Expires",
      "invitation.what_for": "{type}. {meaning}",
      "invitation.what_for_provider": "Indirect provider. It can submit orders and add subscriptions for the customers of {recipient}.",
      "invitation.access_provider": "Administrator access to the work account of {recipient}. It can be removed later without ending the partnership.",
      "invitation.no_roles": "None",
      "invitation.asked.draft": "{name}, drafted on {at}",
      "invitation.asked.own_mail": "{name}, sent by own mail on {at}",
      "invitation.asked.system": "{name}, sent through Accord on {at}",
      "invitation.who_accepts": "Accepting it needs the role {role} at {recipient}.",
      "invitation.portal": "The acceptance portal for {recipient} is the {portal}.",
      "invitation.dap_replaces": "{count, plural, one {{present} has these roles now. Accepting replaces it with {sender}.} other {These partners have these roles now: {present}. Accepting replaces them with {sender}.}}",
      "invitation.dap_several": "{count, plural, one {{present} has these roles too, and keeps them.} other {These partners have these roles too, and keep them: {present}.}}",
      "invitation.button.send": "Send",
      "invitation.button.withdraw": "Withdraw",
      "invitation.button.remind": "Remind",
      "invitation.button.accept": "Review & accept",
      "invitation.button.authorize": "Review & authorize",
      "invitation.button.decline": "Decline",
      "invitation.withdraw.title": "Withdraw the invitation?",
      "invitation.withdraw.text": "{sender} takes back its invitation to {recipient}. The personal link stops working. This cannot be undone.",
      "invitation.withdraw.yes": "Withdraw",
      "invitation.withdraw.no": "Keep it",
      "request.title": "Ask a customer",
      "request.intro": "You ask a customer for a relationship. First you get a draft of the e-mail to look at; nothing is sent yet.",
      "request.customer_hint": "Its domain, or the e-mail address of somebody there.",
      "request.customer_placeholder": "contoso.com",
      "request.dap_tick": "Include delegated administration privileges",
      "request.dap_hint": "The customer grants you two roles: {roles}. A reseller without them manages only the Azure subscriptions that it provisions. A delegated administrator always has them.",
      "request.dap_fixed": "Delegated administration privileges are included: in the US Government and Germany clouds a partner cannot leave them out.",
      "request.dap_absent": "Delegated administration privileges cannot be included: your programme does not entitle you to ask for them. Whoever runs Accord can change that.",
      "request.note_hint": "A few words that the other side reads on the invitation.",
      "request.submit": "Draft the e-mail",
      "provider_invite.title": "Ask a reseller",
      "provider_invite.intro": "You ask a reseller to authorize you as its indirect provider. Then you can submit orders and add subscriptions for its customers, and you get administrator access to its work account.",
      "provider_invite.reseller_hint": "Its domain.",
      "provider_invite.reseller_placeholder": "proseware.com",
      "draft.title": "Send the invitation",
      "draft.intro": "This is the e-mail with your personal link. Change what you like, but keep the link: it ties the answer to you.",
      "draft.to": "The e-mail goes to {to}.",
      "draft.known": "{recipient} is here in chat: if you send it from here, its approvers are asked there.",
      "draft.own_mail": "{link}, or copy the text below. When it has gone, choose \u201C{done}\u201D and press \u201C{submit}\u201D.",
      "draft.open_mail": "Open in my mail program",
      "draft.text_hint": "The personal link has to stay in the text.",
      "draft.way.system": "Send it from here",
      "draft.way.own_mail": "Done, I sent it myself",
      "draft.submit": "Confirm",
      "review.title": "Review the invitation",
      "review.agreement": "Please read the {document}, version {version}.",
      "review.agreement_tick": "I have read the agreement",
      "review.replace_tick": "Replace {present} with {sender}",
      "review.understood_tick": "I have read what this allows the provider to do",
      "review.decline_instead": "If you do not want this, decline the invitation instead. Nothing is granted then.",
      "review.accept_and_authorize": "Accept & authorize",
      "review.authorize_provider": "Authorize indirect provider",
      "review.authorize_provider.short": "Authorize provider",
      "decline.title": "Decline the invitation",
      "decline.text": "{recipient} declines the invitation from {sender}. Nothing is granted.",
      "decline.reason_hint": "{sender} reads it. You can leave it empty.",
      "decline.submit": "Decline",
      "register.title": "Your organization",
      "register.intro": "{sender} has invited you. This chat belongs to no organization yet, so please tell us about yours. You become its first Global admin. Then you can read and answer the invitation.",
      "register.domain": "The domain of your organization, as invited: {domain}",
      "register.name_hint": "The legal business name of your organization.",
      "register.country_hint": "The name or the two-letter code, for example Germany or DE.",
      "register.cloud_hint": "Most organizations are in the public cloud.",
      "register.language_hint": "For messages to your channels and e-mails to you.",
      "register.tenant_hint": "The ID of your Microsoft directory, as the Microsoft Entra admin center shows it in its overview.",
      "register.submit": "Register",
      "agreement.title": "The Microsoft Customer Agreement of {customer}",
      "agreement.summary.needed": "{customer} has to accept version {version} of the Microsoft Customer Agreement",
      "agreement.summary.accepted": "{customer} has accepted the Microsoft Customer Agreement",
      "agreement.summary.none": "There is no Microsoft Customer Agreement for {customer} to accept yet",
      "agreement.status.needed": "Version {version} is not accepted yet.",
      "agreement.status.accepted": "Accepted by {by} on {at}.",
      "agreement.status.none": "No version is published yet. Nothing has to be accepted.",
      "agreement.fact.document": "Document",
      "agreement.fact.version": "Version required",
      "agreement.fact.accepted": "Accepted so far",
      "agreement.fact.who": "Who asks",
      "agreement.fact.why": "Why",
      "agreement.never_accepted": "No version yet",
      "agreement.accepted_by": "Version {version}, by {by} on {at}, in {platform, select, slack {Slack} other {Teams}}",
      "agreement.standing.none": "Not needed: no version is published yet",
      "agreement.standing.needed": "{document}, version {version}: to be accepted",
      "agreement.standing.outdated": "{document}, version {version}: to be accepted. Version {accepted} was accepted before",
      "agreement.standing.accepted": "{document}, version {version}: accepted by {by} on {at}",
      "agreement.consequence": "Without it a partner may neither buy nor manage subscriptions for {customer}.",
      "agreement.button.accept": "Review & accept",
      "agreement.button.ask": "Ask {customer} for the agreement",
      "agreement.form.title": "The agreement",
      "agreement.form.submit": "Accept",
      "agreement.request.title": "{partner} asks {customer} to accept the {document}",
      "agreement.gap.never": "{customer} has not accepted the Microsoft Customer Agreement (version {version}). Without it you may neither buy nor manage subscriptions for this customer.",
      "agreement.gap.outdated": "{customer} accepted version {accepted} of the Microsoft Customer Agreement, and version {version} is required now. Without it you may neither buy nor manage subscriptions for this customer.",
      "mail.subject.reseller": "{sender} invites you to a reseller relationship",
      "mail.subject.delegated_administrator": "{sender} asks to be your delegated administrator",
      "mail.subject.reseller_and_delegated_administrator": "{sender} invites you to a reseller relationship with delegated administration",
      "mail.subject.partner": "{sender} invites you to a partner relationship",
      "mail.subject.advisor": "{sender} invites you to an advisor relationship",
      "mail.subject.mpsa": "{sender} invites you to an MPSA partner relationship",
      "mail.subject.line_of_business": "{sender} invites you to a line-of-business partner relationship",
      "mail.subject.delegated_administration": "{sender} asks you for delegated administration privileges",
      "mail.subject.indirect_provider": "{sender} asks to be your indirect provider",
      "mail.greeting": "Hello,",
      "mail.asks": "{name} of {sender} ({domain}) asks you for this:",
      "mail.fact": "- {label}: {value}",
      "mail.note": "{sender} writes: {note}",
      "mail.link": "Please open your personal link. It takes you to Slack or Microsoft Teams, where you read the details and accept or decline:",
      "mail.valid": "The link works for {days, plural, one {# day} other {# days}}. Opening it changes nothing.",
      "mail.portal": "Your acceptance portal is the {portal}.",
      "mail.thanks": "Thank you,"
    };
  }
});

// src/i18n/en/landing.ts
var landing;
var init_landing = __esm({
  "src/i18n/en/landing.ts"() {
    "use strict";
    landing = {
      "landing.next": "How to answer",
      "landing.command_slack": "Send this in Slack:",
      "landing.command_teams": "Send this to Accord in Microsoft Teams:",
      "landing.dead.on.accepted": "Accepted on",
      "landing.dead.on.declined": "Declined on",
      "landing.dead.on.withdrawn": "Withdrawn on",
      "landing.dead.on.expired": "Expired on",
      "landing.unsent.title": "This invitation is not quite ready",
      "landing.unsent.text": "{sender} has not finished sending it. Please open this link again in a little while.",
      "landing.busy.title": "That was a little too often",
      "landing.busy.text": "Please wait a minute and open the link again.",
      "landing.fault.title": "This page cannot be shown at the moment",
      "landing.fault.text": "Nothing is lost. Please open the link again in a minute."
    };
  }
});

// src/i18n/en/notices.ts
var notices;
var init_notices = __esm({
  "src/i18n/en/notices.ts"() {
    "use strict";
    notices = {
      "notice.title": "Done",
      "notice.reminded": "Reminded: the approvers of {recipient} will hear of it in a moment.",
      "notice.mpsa_on": "Your MPSA partners can now see purchases made through each other.",
      "notice.mpsa_off": "Your MPSA partners no longer see purchases made through each other.",
      "notice.agreement_asked": "{customer} has been asked to accept version {version} of the agreement."
    };
  }
});

// src/i18n/en/organizations.ts
var lists, acts, organizations;
var init_organizations = __esm({
  "src/i18n/en/organizations.ts"() {
    "use strict";
    lists = {
      "list.count": "Showing {shown, number} of {many, select, yes {more than {limit, number}} other {{total, number}}}.",
      "list.found": "Showing {shown, number} of {many, select, yes {more than {limit, number}} other {{total, number}}} that match \u201C{searched}\u201D.",
      "list.next": "Next page",
      "list.all": "Show all",
      "list.search_hint": "To search, send {command} and a part of a name or domain.",
      "list.nothing_found": "I found nothing with \u201C{searched}\u201D.",
      "list.age": "{days, plural, =0 {less than a day ago} one {# day ago} other {# days ago}}",
      "list.customers.title": "Your customers",
      "list.customers.summary": "{many, select, yes {You have more than {limit, number} customers} other {{total, plural, =0 {You have no customers yet} one {You have # customer} other {You have # customers}}}}",
      "list.customers.empty": "You have no customers here yet. Ask one for a relationship; once it accepts, you find it here.",
      "list.partners.title": "Your partners",
      "list.partners.summary": "{many, select, yes {More than {limit, number} partners work with you} other {{total, plural, =0 {No partner works with you yet} one {# partner works with you} other {# partners work with you}}}}",
      "list.partners.empty": "No partner works with you yet. When one asks you, its invitation waits for your answer, and after that you find it here.",
      "list.providers.title": "Your indirect providers",
      "list.providers.summary": "{many, select, yes {You have more than {limit, number} indirect providers} other {{total, plural, =0 {You have no indirect provider yet} one {You have # indirect provider} other {You have # indirect providers}}}}",
      "list.providers.empty": "You have not authorized an indirect provider yet. When one asks you, its invitation waits for your answer.",
      "list.resellers.title": "Your indirect resellers",
      "list.resellers.summary": "{many, select, yes {You have more than {limit, number} indirect resellers} other {{total, plural, =0 {You have no indirect reseller yet} one {You have # indirect reseller} other {You have # indirect resellers}}}}",
      "list.resellers.empty": "No reseller has authorized you yet. Ask one; once it authorizes you, you find it here.",
      "list.invitations.title": "Invitations",
      "list.invitations.summary": "{many, select, yes {More than {limit, number} invitations} other {{total, plural, =0 {No invitations} one {# invitation} other {# invitations}}}}",
      "list.invitations.empty": "There are no such invitations. What you send and what you get will be listed here.",
      "list.relationship": "{domain} \xB7 {type} \xB7 {roles, select, yes {admin roles in place} other {no admin roles}} \xB7 since {since}{ending, select, yes { \xB7 end asked for} other {}}",
      "list.partnership": "{domain} \xB7 {access, select, yes {administrator access} other {no administrator access}} \xB7 since {since}",
      "list.invitation.title": "{direction, select, sent {To {name}} other {From {name}}}",
      "list.invitation.draft": "{kind} \xB7 drafted {age}, not sent yet",
      "list.invitation.own_mail": "{kind} \xB7 sent by own mail {age} \xB7 expires {expires}",
      "list.invitation.system": "{kind} \xB7 sent through Accord {age} \xB7 expires {expires}",
      "list.invitation.accepted": "{kind} \xB7 accepted {age}",
      "list.invitation.declined": "{kind} \xB7 declined {age}",
      "list.invitation.withdrawn": "{kind} \xB7 withdrawn {age}",
      "list.invitation.expired": "{kind} \xB7 expired {age}"
    };
    acts = {
      "act.request": "Request a relationship",
      "act.invite_reseller": "Invite a reseller",
      "act.remove_roles": "Remove roles",
      "act.ask_roles": "Ask for admin roles",
      "act.remove_access": "Remove administrator access",
      "act.ask_agreement": "Ask for the agreement",
      "act.end": "End relationship",
      "act.ask_end": "Ask to end",
      "act.refuse_end": "Answer why not",
      "act.history": "History"
    };
    organizations = {
      ...lists,
      ...acts,
      "act.show": "Show",
      "act.show_mine": "Show what I can do",
      "act.sent": "All that you sent",
      "act.received": "All that you received",
      "act.review_agreement": "Review the agreement",
      "act.yes": "Yes",
      "act.no": "No",
      "act.remove_roles.title": "Remove roles?",
      "act.remove_roles.text": "{other} loses its admin roles at {mine}. It stays your partner, and stays responsible for supporting you.",
      "act.remove_access.title": "Remove administrator access?",
      "act.remove_access.text": "{other} loses its administrator access to the work account of {mine}. The partnership stays.",
      "act.end.title": "End the relationship?",
      "act.end.text": "The relationship of {mine} and {other} ends: admin roles go, and open invitations between you are closed. The history stays.",
      "organization.summary": "{name}: who they are and what you can do",
      "organization.domain": "Domain",
      "organization.country": "Country",
      "organization.cloud": "Cloud",
      "organization.agreement": "Agreement",
      "organization.unrelated": "You have nothing to do with {name} yet, so this is all that you can see of it.",
      "organization.as_customer": "{name} is your customer",
      "organization.as_partner": "{name} is your partner",
      "organization.as_provider": "{name} is your indirect provider",
      "organization.as_reseller": "{name} is your indirect reseller",
      "organization.end_asked": "{customer} asked on {at} to end the relationship. The partner ends it or says why not.",
      "organization.open_invitations": "Open invitations between you",
      "relationship.title.active": "{partner} works with {customer}",
      "relationship.title.roles_removed": "The admin roles of {partner} at {customer} were removed",
      "relationship.title.end_asked": "{customer} asks {partner} to end their relationship",
      "relationship.title.ended": "The relationship of {partner} and {customer} has ended",
      "relationship.status.active": "The relationship is in place.",
      "relationship.status.roles_removed": "{partner} stays a partner: {type}.",
      "relationship.status.end_asked": "Asked on {asked}. {partner} ends the relationship or says why not.",
      "relationship.status.ended": "Ended on {ended}. The history stays.",
      "relationship.type": "Works as",
      "relationship.meaning": "That means",
      "relationship.roles": "Admin roles",
      "relationship.roles_since": "{roles}, since {since}",
      "relationship.no_roles": "None in place",
      "relationship.since": "Since",
      "relationship.support_without_roles": "{side, select, partner {You stay responsible for supporting {customer} until the agreement between you changes. For that you can open a support request with Microsoft for {customer}.} other {{partner} stays responsible for supporting you until the agreement between you changes, and can open a support request with Microsoft for you. You can also ask Microsoft yourself.}}",
      "relationship.support_with_roles": "{partner} supports you, and you can still ask Microsoft for support yourself.",
      "partnership.title.active": "{provider} is indirect provider of {reseller}",
      "partnership.title.access_removed": "The administrator access of {provider} at {reseller} was removed",
      "partnership.title.ended": "The partnership of {provider} and {reseller} has ended",
      "partnership.status.active": "{provider} can submit orders and add subscriptions for the customers of {reseller}.",
      "partnership.status.access_removed": "The partnership stays: {provider} can still submit orders and add subscriptions for the customers of {reseller}.",
      "partnership.status.ended": "Ended on {ended}. The history stays.",
      "partnership.provider": "Indirect provider",
      "partnership.reseller": "Indirect reseller",
      "partnership.access": "Administrator access",
      "partnership.access_state": "{access, select, yes {In place, to the reseller\u2019s work account} other {None}}",
      "partnership.since": "Since",
      "end_refusal.title": "Answer why not",
      "end_refusal.intro": "{customer} asked you to end the relationship. If you keep it, say why.",
      "end_refusal.reason": "Why not",
      "end_refusal.hint": "{customer} reads this.",
      "end_refusal.submit": "Answer",
      "end_refusal.cancel": "Cancel"
    };
  }
});

// src/i18n/en/people.ts
var verbs, examples, usages, kinds, platforms, people;
var init_people = __esm({
  "src/i18n/en/people.ts"() {
    "use strict";
    verbs = {
      "verb.home": "What waits for you, what you asked for, and what happened lately.",
      "verb.help": "What you can do here, or how one command works.",
      "verb.whoami": "Your organization, your roles, and the chats that know you.",
      "verb.show": "An organization or an invitation, with what you can do about it.",
      "verb.request": "Asks a customer for a relationship.",
      "verb.provider_invite": "Asks a reseller to authorize you as its indirect provider.",
      "verb.send": "Opens the draft of an invitation, to check and send it.",
      "verb.accept": "Opens an invitation, to read and accept it.",
      "verb.decline": "Declines an invitation; you can say why.",
      "verb.withdraw": "Takes back an invitation that you sent.",
      "verb.remind": "Reminds the other side of an invitation that you sent.",
      "verb.redeem": "Opens the invitation behind a personal link.",
      "verb.agreement": "Where you stand with the Microsoft Customer Agreement.",
      "verb.agreement_accept": "Opens the Microsoft Customer Agreement, to read and accept it.",
      "verb.agreement_ask": "Asks a customer to accept the Microsoft Customer Agreement.",
      "verb.invitations": "Invitations that you sent and received, with their state and age.",
      "verb.customers": "Your customers.",
      "verb.partners": "Your partners.",
      "verb.providers": "Your indirect providers.",
      "verb.resellers": "Your indirect resellers.",
      "verb.roles_remove": "Removes the admin roles of a partner; the partner stays.",
      "verb.roles_ask": "Asks a customer for delegated administration privileges, also to restore them.",
      "verb.access_remove": "Removes the administrator access of an indirect provider; the partnership stays.",
      "verb.end": "Ends the relationship with a customer, or asks a partner to end it.",
      "verb.end_refuse": "Tells a customer why you do not end the relationship.",
      "verb.mpsa": "Lets your MPSA partners see purchases made through each other, or stops that.",
      "verb.notify_on": "Tells this channel what happens.",
      "verb.notify_off": "Stops telling this channel.",
      "verb.notify_list": "What this channel is told.",
      "verb.history": "What has happened with an organization or an invitation.",
      "verb.members": "The people of your organization.",
      "verb.member_add": "Adds somebody to your organization.",
      "verb.member_code": "Makes a one-time code with which a member joins from another chat.",
      "verb.join": "Joins your organization with a one-time code."
    };
    examples = {
      "example.home": "home",
      "example.help": "help request",
      "example.whoami": "whoami",
      "example.show": "show contoso.com",
      "example.request": "request contoso.com",
      "example.provider_invite": "provider invite proseware.com",
      "example.send": "send contoso.com",
      "example.accept": "accept fabrikam.com",
      "example.decline": "decline fabrikam.com",
      "example.withdraw": "withdraw contoso.com",
      "example.remind": "remind contoso.com",
      "example.redeem": "redeem 7qm2xv9ctz4wry8skd1wpa5n3e",
      "example.agreement": "agreement",
      "example.agreement_accept": "agreement accept",
      "example.agreement_ask": "agreement ask contoso.com",
      "example.invitations": "invitations sent accepted contoso",
      "example.customers": "customers contoso",
      "example.partners": "partners fabrikam",
      "example.providers": "providers tailspin",
      "example.resellers": "resellers proseware",
      "example.roles_remove": "roles remove fabrikam.com",
      "example.roles_ask": "roles ask contoso.com",
      "example.access_remove": "access remove tailspin.com",
      "example.end": "end contoso.com",
      "example.end_refuse": "end refuse contoso.com",
      "example.mpsa": "mpsa on",
      "example.notify_on": "notify on invitations, roles where partner = fabrikam.com",
      "example.notify_off": "notify off",
      "example.notify_list": "notify list",
      "example.history": "history contoso.com",
      "example.members": "members",
      "example.member_add": "member add @Ada",
      "example.member_code": "member code ada@contoso.com",
      "example.join": "join 7qm2xv9ctz4wry8skd1wpa5n3e"
    };
    usages = {
      "usage.home": "home",
      "usage.help": "help [command]",
      "usage.whoami": "whoami",
      "usage.show": "show <organization or invitation>",
      "usage.request": "request [domain or e-mail address]",
      "usage.provider_invite": "provider invite [domain]",
      "usage.send": "send <invitation>",
      "usage.accept": "accept <invitation>",
      "usage.decline": "decline <invitation>",
      "usage.withdraw": "withdraw <invitation>",
      "usage.remind": "remind <invitation>",
      "usage.redeem": "redeem <code>",
      "usage.agreement": "agreement",
      "usage.agreement_accept": "agreement accept",
      "usage.agreement_ask": "agreement ask <customer>",
      "usage.invitations": "invitations [sent | received] [state] [words]",
      "usage.customers": "customers [words]",
      "usage.partners": "partners [words]",
      "usage.providers": "providers [words]",
      "usage.resellers": "resellers [words]",
      "usage.roles_remove": "roles remove <partner>",
      "usage.roles_ask": "roles ask <customer>",
      "usage.access_remove": "access remove <provider>",
      "usage.end": "end <organization>",
      "usage.end_refuse": "end refuse <customer>",
      "usage.mpsa": "mpsa on | off",
      "usage.notify_on": "notify on <kinds> [where partner | customer | kind = \u2026 and | or | not \u2026]",
      "usage.notify_off": "notify off [<kinds> [where \u2026]]",
      "usage.notify_list": "notify list",
      "usage.history": "history [organization or invitation]",
      "usage.members": "members",
      "usage.member_add": "member add [@person]",
      "usage.member_code": "member code <e-mail address>",
      "usage.join": "join <code>"
    };
    kinds = {
      "notify.kind.invitations": "invitations",
      "notify.kind.agreements": "agreements",
      "notify.kind.roles": "roles",
      "notify.kind.relationships": "relationships",
      "notify.kind.partnerships": "partnerships",
      "notify.kind.members": "members"
    };
    platforms = {
      "people.platform.slack": "Slack",
      "people.platform.teams": "Microsoft Teams"
    };
    people = {
      ...verbs,
      ...examples,
      ...usages,
      ...kinds,
      ...platforms,
      "act.home": "Home",
      "act.help": "Help",
      "act.add_member": "Add a member",
      "act.new_code": "Make a code",
      "act.notify_off": "Turn off",
      "act.notify_list": "What this channel is told",
      "act.notify_again": "Turn on again",
      "act.notify_everything": "Tell everything",
      "topic.start": "Find your way",
      "topic.look": "Look things up",
      "topic.ask": "Ask somebody",
      "topic.answer": "Answer",
      "topic.change": "Change or end",
      "topic.people": "Your people",
      "topic.channel": "This channel",
      "help.title": "{known, select, yes {Hello {name}, this is what you can do} other {This is what you can do}}",
      "help.intro": "{known, select, yes {In Slack put /partner before it. In Teams write to me, or mention me in a channel.} other {I do not know you yet, so it is only a little. In Slack put /partner before it.}}",
      "help.verb": "{example} \u2013 {summary}",
      "help.one": "To read more of one command, send {command} and its name.",
      "help.of_verb": "Explains the command {verb}",
      "help.usage": "You write",
      "help.example": "For example",
      "help.who": "Who may",
      "help.everybody": "Everybody",
      "help.all": "All commands",
      "home.title": "Hello {name} of {organization}",
      "home.summary": "{waiting, plural, =0 {{name}, nothing waits for you} one {{name}, # thing waits for you} other {{name}, # things wait for you}}",
      "home.waiting": "This waits for you",
      "home.nothing_waiting": "Nothing waits for you.",
      "home.asked": "You asked for this",
      "home.recent": "This happened lately",
      "home.agreement": "Accept the Microsoft Customer Agreement",
      "home.end_asked": "{customer} asks to end the relationship",
      "home.end_asked_at": "Asked on {at}",
      "home.next_step": "{asks, select, request {Begin by asking your first customer for a relationship.} invite_reseller {Begin by asking your first reseller to authorize you.} other {When a partner asks you for something, you find it here.}}",
      "people.name": "Name",
      "people.email": "E-mail address",
      "people.agent_role": "Agent role",
      "people.admin_roles": "Admin roles",
      "people.not_an_agent": "Not an agent",
      "people.not_an_admin": "Not an admin",
      "whoami.summary": "You are {name} of {organization}",
      "whoami.organization": "Organization",
      "whoami.identities": "Known in",
      "stranger.title": "I do not know you yet",
      "stranger.intro": "There are two ways in:",
      "stranger.join": "If your organization is here already: ask a Global admin or a User management admin there for a one-time code, and send \u201Cjoin\u201D and the code.",
      "stranger.redeem": "If a partner invited you: send \u201Credeem\u201D and the code behind your personal link.",
      "members.title": "Members",
      "members.summary": "{many, select, yes {Your organization has more than {limit, number} members} other {{total, plural, one {Your organization has # member} other {Your organization has # members}}}}",
      "members.empty": "There is nobody here yet.",
      "members.member": "{email} \xB7 {has_roles, select, yes {{roles}} other {no roles}} \xB7 {joined, select, yes {known in {platforms}} other {has not joined yet}}",
      "member_add.title": "Add a member",
      "member_add.intro": "This adds somebody to {organization}. Please state both: what the person is as an agent, and as an admin.",
      "member_add.person": "Person",
      "member_add.person_hint": "Somebody in this chat. Leave it empty to give the person a one-time code later.",
      "member_add.admin_hint": "Choose none for somebody who is not an admin.",
      "member_add.submit": "Add",
      "member_add.cancel": "Cancel",
      "code.title": "A one-time code for {name}",
      "code.how": "Give this line to {name} and to nobody else. {name} sends it to me in Slack or Teams:",
      "code.line": "join {code}",
      "code.once": "It works once, until {expires}. I do not show it again.",
      "joined.title": "{name} is now a member of {organization}",
      "joined.roles": "{count, plural, =0 {Without a role: reading is possible, deciding is not.} one {With this role: {roles}.} other {With these roles: {roles}.}}",
      "notify.title": "What this channel is told",
      "notify.summary": "{total, plural, =0 {This channel is told nothing yet} one {This channel has # subscription} other {This channel has # subscriptions}}",
      "notify.everything": "everything",
      "notify.subscription": "{kinds}{filtered, select, yes {, where {filter}} other {}}",
      "notify.detail": "Asked for by {name}. To turn it off, send: notify off {expression}",
      "notify.empty": "This channel is told nothing yet. To change that, send a line like this: {example}. You can name {kinds}, or everything.",
      "notify.subscribed": "This channel is told from now on",
      "notify.told": "It is told of {what}.",
      "notify.unsubscribed": "This channel is not told any more",
      "notify.no_longer": "Turned off: {what}.",
      "filter.partner": "{negated, select, yes {the partner is not {name}} other {the partner is {name}}}",
      "filter.customer": "{negated, select, yes {the customer is not {name}} other {the customer is {name}}}",
      "filter.kind": "{negated, select, yes {the invitation is not of the kind \u201C{kind}\u201D} other {the invitation is of the kind \u201C{kind}\u201D}}",
      "filter.and": "{left} and {right}",
      "filter.or": "{left} or {right}",
      "filter.group": "({filter})",
      "filter.not": "not ({filter})"
    };
  }
});

// src/i18n/en/platform.ts
var platform;
var init_platform = __esm({
  "src/i18n/en/platform.ts"() {
    "use strict";
    platform = {
      "fault.title": "Something went wrong on our side",
      "fault.text": "Please try again. If it happens again, give this reference to whoever runs Accord: {reference}.",
      "fault.database": "I cannot reach my records at the moment, so nothing was changed. Please try again in a minute. Reference: {reference}.",
      "form.cancel": "Cancel",
      "adapter.working": "Working on it\u2026",
      "adapter.working_in_chat": "Working on it\u2026 The answer comes in our personal chat.",
      "adapter.open_form": "Open the form",
      "adapter.form_waiting": "One more step: open the form and fill it in.",
      "adapter.more": "{n, plural, one {\u2026 and # more} other {\u2026 and # more}}",
      "adapter.close": "Close",
      "adapter.optional": "Optional",
      "adapter.type": "{label}: type {command}",
      "adapter.unidentified": "Teams does not tell me who you are here, so I cannot do this. Please write to me from your work account.",
      "adapter.answered_privately": "I answered you in our personal chat.",
      "adapter.personal_chat_needed": "I cannot answer you privately here. Please open a chat with me and try again there.",
      "adapter.greeting": "Hello! I am Accord. I help partners and customers agree on working together. Send \u201Chelp\u201D to see what you can do.",
      "landing.title": "An invitation from {sender}",
      "landing.who": "Who asks",
      "landing.what_for": "What for",
      "landing.until": "Answer by",
      "landing.explain": "You read the details and answer in chat. Opening this page changes nothing.",
      "landing.open_slack": "Open in Slack",
      "landing.open_teams": "Open in Microsoft Teams",
      "landing.type_slack": "Or type this in Slack: /partner redeem {code}",
      "landing.type_teams": "Or type this in a Teams chat with Accord: redeem {code}",
      "landing.dead.title": "This invitation is closed",
      "landing.dead.accepted": "It has already been accepted. There is nothing left to do.",
      "landing.dead.declined": "It has been declined. If that has changed, ask {sender} for a new invitation.",
      "landing.dead.withdrawn": "{sender} has withdrawn it. If you expected it, ask {sender} for a new one.",
      "landing.dead.expired": "Its time has passed. Ask {sender} for a new one.",
      "landing.not_found.title": "There is no invitation here",
      "landing.not_found.text": "Please check that the link is complete. If it is, ask whoever sent it for a new invitation."
    };
  }
});

// src/i18n/en/problems.ts
var missing, problems;
var init_problems = __esm({
  "src/i18n/en/problems.ts"() {
    "use strict";
    missing = {
      "argument.invitation": "the invitation that you mean: the domain of the other side will do",
      "argument.organization": "the organization that you mean, by its domain or name",
      "argument.code": "the code",
      "argument.email": "an e-mail address",
      "argument.kinds": "what the channel is to be told of",
      "argument.on_or_off": "on or off"
    };
    problems = {
      ...missing,
      "problem_title.not_for_you": "You cannot do this yet",
      "problem_title.not_understood": "I did not understand that",
      "problem_title.which_one": "Which one do you mean?",
      "problem_title.not_found": "I did not find that",
      "problem_title.something_missing": "Something is missing",
      "problem_title.not_possible": "This is not possible",
      "problem_title.already": "Already done",
      "problem_title.answered": "Already answered",
      "problem_title.open": "There is one already",
      "problem_title.changed": "Something has changed",
      "problem_title.later": "Please wait a little",
      "problem.not_a_member": "{known, select, yes {This {platform, select, slack {workspace} other {tenant}} belongs to {organization}, and I do not know you as one of its members yet. Ask a Global admin or a User management admin there for a code, then send \u201Cjoin\u201D and the code.} other {This {platform, select, slack {workspace} other {tenant}} is not connected to an organization yet. If you have an invitation, open its link, or send \u201Credeem\u201D and its code. If a colleague gave you a code, send \u201Cjoin\u201D and the code.}}",
      "problem.already_a_member": "You are already a member of {organization}.",
      "problem.role_needed": "{roleCount, plural, one {This needs the role {roles}.} other {This needs one of these roles: {roles}.}} {holderCount, plural, =0 {Nobody in your organization has it yet; a Global admin can give it to you.} one {In your organization {holders} has it.} other {In your organization these have it: {holders}.}}",
      "problem.partners_only": "Only partners can do this, and {organization} is here as a customer. You can still answer invitations and look after your own partners.",
      "problem.resellers_only": "Only resellers can do this, and {organization} is not one.",
      "problem.providers_only": "Only indirect providers can do this, and {organization} is not one.",
      "problem.partner_features_unavailable": "No partner features are available in this cloud: {cloud}. Nothing was changed.",
      "problem.unknown_command": "I do not know \u201C{typed}\u201D. {count, plural, =0 {Send \u201Chelp\u201D to see what you can do.} one {Did you mean this: {nearest}?} other {Did you mean one of these: {nearest}?}}",
      "problem.bad_argument": "\u201C{typed}\u201D does not fit here: {argument}.{known, select, yes { Expected: {expected}.} other {}}",
      "problem.missing_argument": "Please add {argument}. For example: {example}",
      "problem.organization_not_found": "I know no organization \u201C{typed}\u201D. Try its exact domain, for example contoso.com. To search your own lists, send \u201Ccustomers\u201D or \u201Cpartners\u201D and a part of the name.",
      "problem.organization_ambiguous": "Several organizations fit \u201C{typed}\u201D: {choices}. Please use the domain of the one that you mean.",
      "problem.invitation_not_found": "I find no invitation \u201C{typed}\u201D that is yours to see. You can name it by the domain of the other side, for example contoso.com. Send \u201Cinvitations\u201D for the list.",
      "problem.invitation_ambiguous": "Several invitations fit \u201C{typed}\u201D. Please choose one.",
      "problem.not_an_email": "\u201C{typed}\u201D is not an e-mail address. It should look like ada@contoso.com.",
      "problem.not_a_country": "I know no country \u201C{typed}\u201D. Please give its name or two-letter code, for example Germany or DE.",
      "problem.not_a_tenant": "\u201C{typed}\u201D is not a tenant ID. It looks like this: 72f988bf-86f1-41af-91ab-2d7cd011db47.",
      "problem.text_too_long": "{field}: this is too long. It has {length, plural, one {# character} other {# characters}}, and {most, number} are allowed.",
      "problem.field_missing": "{field}: please fill this in.",
      "problem.own_organization": "That is your own organization. Please name another one.",
      "problem.other_region": "A partner can ask only customers of its own country or CSP region. You: {myCountry}, {mineKnown, select, yes {region {mine}} other {in no CSP region}}. They: {theirCountry}, {theirsKnown, select, yes {region {theirs}} other {in no CSP region}}.",
      "problem.other_cloud": "The clouds are separate, and a partner works with customers of its own. Yours: {mine}. Theirs: {theirs}.",
      "problem.dap_not_entitled": "Your programme does not entitle you to ask for delegated administration privileges. You can ask without them; whoever runs Accord can change the entitlement.",
      "problem.dap_required_in_cloud": "In your cloud ({cloud}) delegated administration privileges cannot be left out. Please include them.",
      "problem.dap_not_for_type": "Delegated administration privileges do not go with this type: {type}. Leave them out, or ask as reseller or delegated administrator.",
      "problem.already_related": "You already have a relationship with {organization}: {type}.",
      "problem.already_partnered": "You are already partners with {organization}.",
      "problem.not_a_reseller": "{organization} is not an indirect reseller, so it cannot authorize an indirect provider.",
      "problem.not_a_provider": "{organization} is not one of your indirect providers.",
      "problem.roles_already_in_place": "Delegated administration is already in place between you and {organization}.",
      "problem.invitation_already_open": "{draft, select, yes {There is a draft of this invitation already. Look at it and send it.} other {There is an open invitation of this kind already, sent on {sentAt}. It has to be answered or withdrawn first.}}",
      "problem.link_missing": "The personal link is not in the text. Please put it back: it ties the answer to your invitation.",
      "problem.mail_not_configured": "I cannot send e-mail here. Please send it from your own mail program, then choose \u201CDone, I sent it myself\u201D.",
      "problem.invitation_is_draft": "This invitation is a draft. It has not been sent yet, so nobody can answer it.",
      "problem.invitation_answered": "{state, select, accepted {{by} accepted this invitation on {at}.} declined {{by} declined this invitation on {at}.} withdrawn {{by} withdrew this invitation on {at}.} other {This invitation expired on {at}.}} Nothing was changed now.",
      "problem.reminded_already": "They were reminded on {at}. Please wait a little before you remind them again.",
      "problem.box_not_ticked": "Please tick the box first. Nothing has happened yet.",
      "problem.agreement_changed": "A new version of the agreement is required now: {version}. Please read it and tick the box again. Nothing has happened yet.",
      "problem.agreement_not_published": "No version of the Microsoft Customer Agreement is published here yet. Whoever runs Accord can publish it.",
      "problem.agreement_already_accepted": "{by} has already accepted version {version} of the agreement on {at}. It is not asked again.",
      "problem.agreement_already_asked": "You asked for this version of the agreement on {at}. The customer has been told.",
      "problem.replacement_needed": "{present} has delegated administration now, and only one partner may have it. Please review the invitation again and confirm that it replaces {present}. Nothing has happened yet.",
      "problem.replacement_outdated": "The partner with delegated administration has changed since you opened the form. Please review the invitation again. Nothing has happened yet.",
      "problem.code_not_valid": "This code is not valid. It may be mistyped, used or too old. Please ask whoever gave it to you for a new one.",
      "problem.too_many_tries": "Those were too many wrong codes. Please try again in {minutes, plural, one {# minute} other {# minutes}}.",
      "problem.wrong_organization_for_link": "This invitation is for another organization than {organization}, of which you are a member. Somebody there can answer it, or the sender can invite {organization}.",
      "problem.domain_not_invited": "This invitation is for {domain}, not for {typed}. Please use an address of {domain}, or ask the sender for a new invitation.",
      "problem.webmail_domain": "{domain} is a consumer mail service. Please use the address and domain of your organization.",
      "problem.organization_exists": "An organization with the domain {domain} is here already. Ask one of its admins for a code, then send \u201Cjoin\u201D and the code.",
      "problem.workspace_taken": "This chat belongs to {organization} already, and it can belong to one organization only.",
      "problem.not_related": "There is no active relationship between you and {organization}.",
      "problem.no_roles_in_place": "There are no delegated admin roles in place between you and {organization}.",
      "problem.no_admin_access": "There is no administrator access to remove: {organization} does not have it now.",
      "problem.subscriptions_active": "The relationship with {organization} cannot end while {count, plural, one {this subscription is} other {these subscriptions are}} active: {subscriptions}. Cancel or move {count, plural, one {it} other {them}} first.",
      "problem.end_already_asked": "You asked to end it on {at}. The partner has not answered yet.",
      "problem.end_not_asked": "{organization} has not asked you to end the relationship.",
      "problem.cannot_end_alone": "Only {organization} can end this relationship, because it is the partner. You can ask it to.",
      "problem.partnership_cannot_end": "The partnership with {organization} cannot be ended here. The reseller can remove the provider\u2019s administrator access at any time.",
      "problem.channel_needed": "Notifications belong to a channel. Please send this in the channel that is to be told.",
      "problem.channel_of_other_organization": "This channel belongs to another organization. Your notifications go only to channels of your own.",
      "problem.not_subscribed": "This channel is not told of that. Send \u201Cnotify list\u201D to see what it is told, or \u201Cnotify on invitations\u201D to begin.",
      "problem.unknown_kind": "I do not know the kind \u201C{typed}\u201D. These exist: {known}.",
      "problem.filter_not_understood": "I do not understand the filter here: \u201C{at}\u201D. Expected: {expected}.",
      "problem.email_taken": "{email} is already the address of a member of your organization.",
      "problem.member_unknown": "Your organization has no member with the address {email}. To add one, send \u201Cmember add\u201D.",
      "problem.identity_taken": "This person is already linked to a member: {name}.",
      "problem.roles_not_fitting": "{reason, select, customer_agent {Agents exist only at partners. Choose \u201Cnot an agent\u201D for a member of a customer.} other {The Billing admin is a role of customers. A partner uses Global admin or User management admin.}}",
      "problem.already_handled": "This was done already. Nothing was done twice.",
      "problem_word.more": "{n, plural, one {# more} other {# more}}",
      "problem_word.somebody": "Somebody",
      "problem_word.invitation": "{kind}: {state}",
      "problem_word.drafted": "By {by} on {at}",
      "next.show_invitation": "Show the invitation",
      "next.send_draft": "Send the draft",
      "next.review_again": "Review again",
      "next.ask_again": "Ask again",
      "next.show_organization": "Show {organization}",
      "next.show_members": "Show the members",
      "next.show_invitations": "Show the invitations",
      "next.show_agreement": "Show the agreement",
      "next.show_notifications": "Show the notifications"
    };
  }
});

// src/i18n/en/index.ts
var en;
var init_en = __esm({
  "src/i18n/en/index.ts"() {
    "use strict";
    init_deliveries();
    init_events();
    init_invitations();
    init_landing();
    init_notices();
    init_organizations();
    init_people();
    init_platform();
    init_problems();
    en = {
      ...platform,
      ...landing,
      ...problems,
      ...invitations,
      ...notices,
      ...organizations,
      ...people,
      ...events,
      ...deliveries
    };
  }
});

// src/i18n/words.ts
import { IntlMessageFormat, PART_TYPE } from "intl-messageformat";
function format(locale, key) {
  const id2 = `${locale} ${key}`;
  let found = formats.get(id2);
  if (!found) {
    found = new IntlMessageFormat(catalogues[locale][key], locale, void 0, { ignoreTag: true });
    formats.set(id2, found);
  }
  return found;
}
function createWords(locale) {
  const list2 = new Intl.ListFormat(locale, { type: "conjunction" });
  const countries = new Intl.DisplayNames(locale, { type: "region" });
  const dates = {
    date: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }),
    date_time: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })
  };
  const date2 = (at, style) => style === "date" ? dates.date.format(at) : `${dates.date_time.format(at)} UTC`;
  const plain5 = (value) => {
    if (typeof value !== "object") return value;
    switch (value.kind) {
      case "time":
        return date2(value.at, value.style);
      case "strong":
        return value.text;
      case "link":
        return value.label;
    }
  };
  return {
    locale,
    text: (key, values = {}) => String(
      format(locale, key).format(
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain5(value)]))
      )
    ),
    rich: (key, values = {}) => format(locale, key).formatToParts(values).map((part2) => part2.type === PART_TYPE.literal ? part2.value : part2.value),
    list: (items2) => list2.format(items2),
    country: (code) => countries.of(code) ?? code,
    date: date2
  };
}
function wordsOf(locale) {
  let words3 = cache.get(locale);
  if (!words3) {
    words3 = createWords(locale);
    cache.set(locale, words3);
  }
  return words3;
}
var locales, catalogues, formats, cache;
var init_words = __esm({
  "src/i18n/words.ts"() {
    "use strict";
    init_en();
    locales = ["en"];
    catalogues = { en };
    formats = /* @__PURE__ */ new Map();
    cache = /* @__PURE__ */ new Map();
  }
});

// src/result.ts
var ok, refuse;
var init_result = __esm({
  "src/result.ts"() {
    "use strict";
    ok = (value) => ({ ok: true, value });
    refuse = (problem) => ({
      ok: false,
      problem
    });
  }
});

// src/domain/invitation.ts
function abilityFor(act, kind) {
  switch (act) {
    case "send":
    case "withdraw":
    case "remind":
      return "request_relationship";
    case "accept":
      return kind === "indirect_provider" ? "accept_partnership" : "accept_relationship";
    case "decline":
      return kind === "indirect_provider" ? "accept_partnership" : "work_with_partners";
  }
}
var invitationStates, invitationKinds, isOpen, hasExpired;
var init_invitation = __esm({
  "src/domain/invitation.ts"() {
    "use strict";
    init_result();
    invitationStates = ["draft", "sent", "accepted", "declined", "withdrawn", "expired"];
    invitationKinds = ["reseller", "delegated_administration", "indirect_provider"];
    isOpen = (state) => state === "draft" || state === "sent";
    hasExpired = (invitation, now2) => invitation.state === "sent" && invitation.expiresAt !== null && invitation.expiresAt <= now2;
  }
});

// src/domain/member.ts
var agentRoles, adminRoles, rolesOf;
var init_member = __esm({
  "src/domain/member.ts"() {
    "use strict";
    agentRoles = ["admin_agent", "helpdesk_agent", "not_an_agent"];
    adminRoles = ["global_admin", "billing_admin", "user_management_admin"];
    rolesOf = (member) => member.agentRole === "not_an_agent" ? member.adminRoles : [...member.adminRoles, member.agentRole];
  }
});

// src/domain/permissions.ts
function may(member, organization, ability) {
  const allowed = rolesWith(ability);
  return abilityExists(ability, organization) && rolesOf(member).some((role) => allowed.includes(role));
}
var table3, abilities, rolesWith, abilityExists;
var init_permissions = __esm({
  "src/domain/permissions.ts"() {
    "use strict";
    init_member();
    init_organization();
    table3 = {
      // The partner's side.
      request_relationship: { side: "partner", roles: ["admin_agent", "global_admin"] },
      administer_for_customer: { side: "partner", roles: ["admin_agent", "global_admin"] },
      view_service_health: { side: "partner", roles: ["admin_agent", "helpdesk_agent", "global_admin"] },
      view_customers: { side: "partner", roles: ["admin_agent", "helpdesk_agent", "global_admin"] },
      ask_support_for_customer: { side: "partner", roles: ["admin_agent", "helpdesk_agent", "global_admin"] },
      manage_subscriptions: { side: "partner", roles: ["admin_agent", "helpdesk_agent", "global_admin"] },
      ask_support_for_office_365: { side: "partner", roles: ["admin_agent", "global_admin"] },
      manage_office_365_subscriptions: { side: "partner", roles: ["admin_agent", "global_admin"] },
      manage_leads: { side: "partner", roles: ["admin_agent", "global_admin"] },
      view_partner_profiles: { side: "partner", roles: ["admin_agent", "user_management_admin", "global_admin"] },
      open_partner_service_requests: { side: "partner", roles: ["global_admin"] },
      accept_partnership: { side: "partner", roles: ["global_admin"] },
      // The customer's side. Declining and asking to end are work with partner relationships.
      accept_relationship: { side: "any", roles: ["global_admin"] },
      work_with_partners: { side: "any", roles: ["global_admin", "billing_admin"] },
      accept_agreement: { side: "any", roles: ["global_admin", "billing_admin"] },
      remove_partner_roles: { side: "any", roles: ["global_admin", "billing_admin"] },
      // Every organization.
      manage_members: { side: "any", roles: ["global_admin", "user_management_admin"] },
      manage_notifications: { side: "any", roles: ["global_admin", "billing_admin", "admin_agent"] }
    };
    abilities = Object.keys(table3);
    rolesWith = (ability) => table3[ability].roles;
    abilityExists = (ability, organization) => table3[ability].side === "any" || isPartner(organization);
  }
});

// src/views/event.ts
function valuesOf(words3, entry) {
  const told = { ...entry.before, ...entry.after };
  const type = relationshipTypes.find((known) => known === told.type);
  return {
    actor: entry.actorName,
    by: entry.actorId === null ? "system" : "person",
    organization: entry.organizationName,
    roles: delegatedRoleNames(words3),
    way: textOf(told.way) ?? "unknown",
    platform: textOf(told.platform) ?? "unknown",
    mpsa: typeof told.sharesMpsaPurchases === "boolean" ? String(told.sharesMpsaPurchases) : "unknown",
    ...given("counterpart", entry.counterpartName ?? void 0),
    ...given("reason", textOf(told.reason)),
    ...given("version", textOf(told.version)),
    ...given("type", type && typeName(words3, type)),
    ...given("replaced", textOf(told.replaced)),
    ...given("name", textOf(told.name)),
    ...given("expression", textOf(told.expression)),
    ...given("expires", timeOf(told.expiresAt))
  };
}
function timeOf(value) {
  const at = new Date(textOf(value) ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? void 0 : { kind: "time", at, style: "date" };
}
var tones, eventText, eventCard, becauseBlock, historyCard, eventItem, given, textOf;
var init_event = __esm({
  "src/views/event.ts"() {
    "use strict";
    init_relationship_types();
    init_list();
    init_terms();
    tones = {
      "invitation.drafted": "neutral",
      "invitation.sent": "waiting",
      "invitation.redeemed": "waiting",
      "invitation.accepted": "good",
      "invitation.declined": "bad",
      "invitation.withdrawn": "neutral",
      "invitation.reminded": "waiting",
      "invitation.expiring": "waiting",
      "invitation.expired": "bad",
      "agreement.accepted": "good",
      "agreement.asked": "waiting",
      "roles.granted": "good",
      "roles.removed": "neutral",
      "relationship.started": "good",
      "relationship.changed": "neutral",
      "relationship.end_asked": "waiting",
      "relationship.end_refused": "neutral",
      "relationship.ended": "neutral",
      "partnership.started": "good",
      "partnership.access_removed": "neutral",
      "organization.registered": "good",
      "organization.changed": "neutral",
      "mail.failed": "bad",
      "member.code_created": "neutral",
      "member.joined": "good",
      "member.added": "good",
      "notification.subscribed": "good",
      "notification.unsubscribed": "neutral",
      "conversation.paused": "bad"
    };
    eventText = (words3, entry) => words3.rich(`event.${entry.kind}`, valuesOf(words3, entry));
    eventCard = (words3, entry, because2) => ({
      title: words3.text(`event.title.${entry.kind}`),
      summary: words3.text(`event.${entry.kind}`, valuesOf(words3, entry)),
      blocks: [
        { kind: "status", tone: tones[entry.kind], text: eventText(words3, entry) },
        ...becauseBlock(words3, because2)
      ]
    });
    becauseBlock = (words3, because2) => because2 ? [{ kind: "text", text: words3.text("event.because", { because: because2 }), tone: "quiet" }] : [];
    historyCard = (words3, { title, page, command }) => listCard(words3, {
      title,
      summary: title,
      items: page.items.map((entry) => eventItem(words3, entry)),
      page,
      command,
      empty: { sentence: words3.text("history.empty") }
    });
    eventItem = (words3, entry) => ({
      title: eventText(words3, entry),
      detail: words3.rich("history.detail", { at: moment(entry.at), platform: entry.platform ?? "none" })
    });
    given = (name, value) => ({
      [name]: value ?? "",
      [`${name}_given`]: value === void 0 ? "no" : "yes"
    });
    textOf = (value) => typeof value === "string" && value !== "" ? value : void 0;
  }
});

// src/views/invitation.ts
function grantFacts(words3, details) {
  const { invitation } = details;
  const { recipient } = sidesOf(details);
  const granted = invitation.state === "accepted" ? "yes" : "no";
  const type = typeAskedFor(invitation);
  const whatFor = words3.text("invitation.fact.what_for");
  if (type === null) {
    return [
      { label: whatFor, value: words3.text("invitation.what_for_provider", { recipient }) },
      {
        label: words3.text("invitation.fact.access", { granted }),
        value: words3.text("invitation.access_provider", { recipient })
      }
    ];
  }
  return [
    {
      label: whatFor,
      value: words3.text("invitation.what_for", {
        type: typeName(words3, type),
        meaning: typeMeaning(words3, type)
      })
    },
    {
      label: words3.text("invitation.fact.roles", { granted }),
      value: invitation.includesDap ? delegatedRoleMeanings(words3) : words3.text("invitation.no_roles")
    }
  ];
}
function factsOf(words3, details) {
  const { invitation, agreement: agreement2 } = details;
  const facts2 = [...askFacts(words3, details)];
  if (agreement2 && (isOpen(invitation.state) || invitation.state === "accepted")) {
    facts2.push({
      label: words3.text("invitation.fact.agreement"),
      value: agreementStanding(words3, agreement2)
    });
  }
  facts2.push({ label: words3.text("invitation.fact.asked_by"), value: askedBy(words3, invitation) });
  if (invitation.state === "sent" && invitation.expiresAt) {
    facts2.push({
      label: words3.text("invitation.fact.expires"),
      value: [{ kind: "time", at: invitation.expiresAt, style: "date" }]
    });
  }
  return facts2;
}
function statusOf(words3, details) {
  const { state, answer: answer2, expiresAt, sentAt, draftedAt } = details.invitation;
  const { sender, recipient } = sidesOf(details);
  return {
    kind: "status",
    tone: tones2[state],
    text: words3.rich(`invitation.status.${state}`, {
      recipient,
      by: answer2?.by?.name ?? (state === "withdrawn" ? sender : recipient),
      at: moment(answer2?.at ?? expiresAt ?? sentAt ?? draftedAt)
    })
  };
}
function delegationNote(words3, policy, present, sender) {
  const others = present.filter(({ id: id2 }) => id2 !== sender.id);
  if (others.length === 0) return [];
  const values = {
    count: others.length,
    present: words3.list(others.map(({ name }) => name)),
    sender: sender.name
  };
  return [
    {
      kind: "text",
      tone: "strong",
      text: words3.text(policy === "single" ? "invitation.dap_replaces" : "invitation.dap_several", values)
    }
  ];
}
function buttonFor(words3, details, act) {
  const { id: id2, kind } = details.invitation;
  const command = `${act} ${id2}`;
  switch (act) {
    case "accept": {
      const verb = kind === "indirect_provider" ? "authorize" : "accept";
      return { label: words3.text(`invitation.button.${verb}`), command, intent: "go" };
    }
    case "send":
      return { label: words3.text("invitation.button.send"), command, intent: "go" };
    case "decline":
      return { label: words3.text("invitation.button.decline"), command, intent: "stop" };
    case "remind":
      return { label: words3.text("invitation.button.remind"), command };
    case "withdraw":
      return {
        label: words3.text("invitation.button.withdraw"),
        // The platform asks before it sends this; the line that is typed without the flag asks as well.
        command: `${command} --yes`,
        intent: "stop",
        confirm: {
          title: words3.text("invitation.withdraw.title"),
          text: words3.text("invitation.withdraw.text", sidesOf(details)),
          yes: words3.text("invitation.withdraw.yes"),
          no: words3.text("invitation.withdraw.no")
        }
      };
  }
}
function buttonsOf(words3, details, viewer) {
  const { id: id2, state } = details.invitation;
  if (!isOpen(state)) return [];
  return buttons(
    viewer.showButton ? [{ label: words3.text("act.show_mine"), command: `show ${id2}` }] : viewer.acts.map((act) => buttonFor(words3, details, act))
  );
}
function whoAccepts(words3, details, viewer) {
  const { state, kind, recipientId } = details.invitation;
  const told = state === "sent" && viewer.organizationId === recipientId && !viewer.showButton;
  if (!told || viewer.acts.includes("accept")) return [];
  const roles = rolesWith(abilityFor("accept", kind)).map((role) => roleName(words3, role));
  const values = { role: oneOf(words3, roles), recipient: sidesOf(details).recipient };
  return quiet(words3.text("invitation.who_accepts", values));
}
function delegationFor(words3, details, viewerId) {
  const { invitation, delegation, sender } = details;
  const concerned = invitation.includesDap && isOpen(invitation.state) && viewerId === invitation.recipientId;
  return delegation && concerned ? delegationNote(words3, delegation.policy, delegation.present, sender) : [];
}
function invitationCard(words3, details, viewer) {
  const { id: id2, state } = details.invitation;
  const title = invitationTitle(words3, details);
  return {
    title,
    summary: state === "sent" ? title : words3.text(`invitation.summary.${state}`, sidesOf(details)),
    blocks: [
      statusOf(words3, details),
      { kind: "facts", facts: factsOf(words3, details) },
      ...delegationFor(words3, details, viewer.organizationId),
      ...noteBlocks(words3, details),
      ...portalNote(words3, details),
      ...whoAccepts(words3, details, viewer),
      ...buttonsOf(words3, details, viewer),
      ...becauseBlock(words3, viewer.because)
    ],
    subject: { kind: "invitation", id: id2 },
    ...viewer.personal ? { personal: viewer.personal } : {}
  };
}
var typeAskedFor, askOf, sidesOf, invitationTitle, askFacts, askedBy, tones2, noteBlocks, quoted, portalNote, quiet;
var init_invitation2 = __esm({
  "src/views/invitation.ts"() {
    "use strict";
    init_invitation();
    init_permissions();
    init_relationship_types();
    init_agreement2();
    init_event();
    init_list();
    init_terms();
    typeAskedFor = ({ type, includesDap }) => type !== null && includesDap ? typeWithDap(type, true) : type;
    askOf = (invitation) => invitation.kind === "delegated_administration" ? invitation.kind : typeAskedFor(invitation) ?? "indirect_provider";
    sidesOf = (details) => ({
      sender: details.sender.name,
      recipient: details.recipient?.name ?? details.invitation.recipientEmail ?? ""
    });
    invitationTitle = (words3, details) => words3.text(`invitation.title.${askOf(details.invitation)}`, sidesOf(details));
    askFacts = (words3, details) => [
      { label: words3.text("invitation.fact.who"), value: organizationWithDomain(words3, details.sender) },
      ...grantFacts(words3, details)
    ];
    askedBy = (words3, { draftedBy, draftedAt, sentAt, sentBy }) => words3.rich(`invitation.asked.${sentBy ?? "draft"}`, {
      name: draftedBy.name,
      at: moment(sentAt ?? draftedAt)
    });
    tones2 = {
      draft: "neutral",
      sent: "waiting",
      accepted: "good",
      declined: "bad",
      withdrawn: "neutral",
      expired: "neutral"
    };
    noteBlocks = (words3, details) => [
      ...quoted(words3.text("invitation.note", sidesOf(details)), details.invitation.note),
      ...quoted(words3.text("invitation.reason"), details.invitation.answer?.reason ?? null)
    ];
    quoted = (intro, text3) => text3 ? [...quiet(intro), { kind: "quote", text: text3 }] : [];
    portalNote = (words3, details) => isOpen(details.invitation.state) && details.invitation.kind !== "indirect_provider" ? quiet(
      words3.text("invitation.portal", {
        recipient: sidesOf(details).recipient,
        portal: portalName(words3, (details.recipient ?? details.sender).cloud)
      })
    ) : [];
    quiet = (text3) => [{ kind: "text", tone: "quiet", text: text3 }];
  }
});

// src/views/invitation-forms.ts
function wayField(words3, { mayMail, recipientName }) {
  const fromHere = mayMail || recipientName !== void 0;
  const ways = fromHere ? ["system", "own_mail"] : ["own_mail"];
  return {
    ...named(words3, "way"),
    kind: "choice",
    value: ways[0],
    options: ways.map((way) => ({ value: way, label: words3.text(`draft.way.${way}`) }))
  };
}
function howItGoes(words3, { to, recipientName, mailto }) {
  const ownMail = words3.rich("draft.own_mail", {
    link: { kind: "link", label: words3.text("draft.open_mail"), url: mailto },
    done: words3.text("draft.way.own_mail"),
    submit: words3.text("draft.submit")
  });
  return [
    ...to === "" ? [] : [said(words3.text("draft.to", { to }))],
    ...recipientName === void 0 ? [] : [said(words3.text("draft.known", { recipient: recipientName }))],
    said(ownMail)
  ];
}
function reviewForm(words3, details, review) {
  const { sender, invitation } = details;
  const { agreement: agreement2, replaces } = review;
  return {
    title: words3.text("review.title"),
    command: review.command,
    blocks: [
      said(invitationTitle(words3, details), "strong"),
      { kind: "facts", facts: askFacts(words3, details) },
      ...noteBlocks(words3, details),
      ...replaces ? delegationNote(words3, "single", [replaces], sender) : [],
      ...delegationNote(words3, "several", review.several, sender),
      ...agreement2 ? [agreementToRead(words3, agreement2)] : [],
      said(words3.text("review.decline_instead"), "quiet")
    ],
    fields: boxesFor(words3, details, review),
    ...invitation.kind === "indirect_provider" ? {
      submit: words3.text("review.authorize_provider"),
      shortSubmit: words3.text("review.authorize_provider.short")
    } : { submit: words3.text("review.accept_and_authorize") },
    intent: "go",
    cancel: words3.text("form.cancel")
  };
}
var most, typesToChoose, requestForm, dapField, providerInviteForm, noteField, draftForm, boxesFor, declineForm, registerForm, languageField, said, tick, named;
var init_invitation_forms = __esm({
  "src/views/invitation-forms.ts"() {
    "use strict";
    init_organization();
    init_words();
    init_agreement2();
    init_invitation2();
    init_terms();
    most = { name: 200, address: 254, note: 500, subject: 200, mail: 3e3, tenantId: 64 };
    typesToChoose = [
      "reseller",
      "delegated_administrator",
      "partner",
      "advisor",
      "mpsa",
      "line_of_business"
    ];
    requestForm = (words3, present) => ({
      title: words3.text("request.title"),
      command: "request",
      blocks: [
        said(words3.text("request.intro")),
        ...present.dapChoice === "fixed_by_cloud" ? [said(words3.text("request.dap_fixed"))] : [],
        ...present.dapChoice === "absent" ? [said(words3.text("request.dap_absent"))] : []
      ],
      fields: [
        {
          ...named(words3, "customer", words3.text("request.customer_hint")),
          kind: "text",
          value: present.customer,
          most: most.address,
          placeholder: words3.text("request.customer_placeholder")
        },
        {
          ...named(words3, "type"),
          kind: "choice",
          value: typesToChoose.find((type) => type === present.type) ?? "reseller",
          options: typesToChoose.map((type) => ({ value: type, label: words3.text(`type_choice.${type}`) }))
        },
        ...present.dapChoice === "free" ? [dapField(words3, present.dap)] : [],
        noteField(words3, present.note)
      ],
      submit: words3.text("request.submit"),
      intent: "go",
      cancel: words3.text("form.cancel")
    });
    dapField = (words3, value) => ({
      ...named(words3, "dap", words3.text("request.dap_hint", { roles: delegatedRoleMeanings(words3) })),
      kind: "tick",
      tick: words3.text("request.dap_tick"),
      value,
      optional: true
    });
    providerInviteForm = (words3, present) => ({
      title: words3.text("provider_invite.title"),
      command: "provider invite",
      blocks: [said(words3.text("provider_invite.intro"))],
      fields: [
        {
          ...named(words3, "reseller", words3.text("provider_invite.reseller_hint")),
          kind: "text",
          value: present.reseller,
          most: most.address,
          placeholder: words3.text("provider_invite.reseller_placeholder")
        },
        noteField(words3, present.note)
      ],
      submit: words3.text("request.submit"),
      intent: "go",
      cancel: words3.text("form.cancel")
    });
    noteField = (words3, value) => ({
      ...named(words3, "note", words3.text("request.note_hint")),
      kind: "long_text",
      value,
      most: most.note,
      optional: true
    });
    draftForm = (words3, draft) => ({
      title: words3.text("draft.title"),
      command: `send ${draft.invitationId}`,
      blocks: [said(words3.text("draft.intro")), ...howItGoes(words3, draft)],
      fields: [
        { ...named(words3, "subject"), kind: "text", value: draft.subject, most: most.subject },
        {
          ...named(words3, "text", words3.text("draft.text_hint")),
          kind: "long_text",
          value: draft.text,
          most: most.mail
        },
        wayField(words3, draft)
      ],
      submit: words3.text("draft.submit"),
      intent: "go",
      cancel: words3.text("form.cancel")
    });
    boxesFor = (words3, { invitation, sender }, { agreement: agreement2, replaces }) => [
      ...agreement2 ? [agreementTick(words3)] : [],
      ...replaces ? [
        tick(
          words3,
          "replace",
          words3.text("review.replace_tick", { present: replaces.name, sender: sender.name })
        )
      ] : [],
      ...invitation.kind === "indirect_provider" ? [tick(words3, "understood", words3.text("review.understood_tick"))] : []
    ];
    declineForm = (words3, details) => ({
      title: words3.text("decline.title"),
      command: `decline ${details.invitation.id}`,
      blocks: [
        said(invitationTitle(words3, details), "strong"),
        said(words3.text("decline.text", sidesOf(details)))
      ],
      fields: [
        {
          ...named(words3, "reason", words3.text("decline.reason_hint", sidesOf(details))),
          kind: "long_text",
          value: "",
          most: most.note,
          optional: true
        }
      ],
      submit: words3.text("decline.submit"),
      intent: "stop",
      cancel: words3.text("form.cancel")
    });
    registerForm = (words3, register) => ({
      title: words3.text("register.title"),
      command: register.command,
      blocks: [
        said(words3.text("register.intro", { sender: register.senderName })),
        said(words3.text("register.domain", { domain: register.domain }))
      ],
      fields: [
        { ...named(words3, "name", words3.text("register.name_hint")), kind: "text", value: "", most: most.name },
        { ...named(words3, "country", words3.text("register.country_hint")), kind: "text", value: "", most: 60 },
        {
          ...named(words3, "cloud", words3.text("register.cloud_hint")),
          kind: "choice",
          value: "public",
          options: clouds.map((cloud) => ({ value: cloud, label: cloudName(words3, cloud) }))
        },
        // One language is nothing to choose from.
        ...locales.length > 1 ? [languageField(words3)] : [],
        {
          ...named(words3, "tenant_id", words3.text("register.tenant_hint")),
          kind: "text",
          value: register.tenantId ?? "",
          most: most.tenantId
        },
        { ...named(words3, "your_name"), kind: "text", value: register.name ?? "", most: most.name },
        { ...named(words3, "your_email"), kind: "text", value: register.email ?? "", most: most.address }
      ],
      submit: words3.text("register.submit"),
      intent: "go",
      cancel: words3.text("form.cancel")
    });
    languageField = (words3) => ({
      ...named(words3, "language", words3.text("register.language_hint")),
      kind: "choice",
      value: words3.locale,
      options: locales.map((locale) => ({ value: locale, label: languageName(locale) }))
    });
    said = (text3, tone = "plain") => ({
      kind: "text",
      text: text3,
      tone
    });
    tick = (words3, name, text3) => ({
      ...named(words3, name),
      kind: "tick",
      tick: text3,
      value: false
    });
    named = (words3, name, hint) => ({
      name,
      label: fieldLabel(words3, name),
      ...hint === void 0 ? {} : { hint }
    });
  }
});

// src/commands/confirm.ts
import { z as z3 } from "zod";
function confirmFirst(shown, line2) {
  if (shown.kind !== "card") return void 0;
  const button2 = shown.card.blocks.flatMap((block) => block.kind === "buttons" ? block.buttons : []).find((one2) => "command" in one2 && one2.command === line2);
  if (!button2?.confirm) return void 0;
  const { title, text: text3, yes, no } = button2.confirm;
  const { confirm: _, ...rest } = button2;
  return reply.card({
    title,
    summary: title,
    blocks: [
      { kind: "text", text: text3 },
      {
        kind: "buttons",
        buttons: [
          { ...rest, label: yes },
          { label: no, command: "home" }
        ]
      }
    ]
  });
}
var confirmFlags;
var init_confirm = __esm({
  "src/commands/confirm.ts"() {
    "use strict";
    init_request();
    confirmFlags = z3.object({ yes: z3.boolean().optional() }).strict();
  }
});

// src/commands/invitation.ts
async function refusedInvitation(visit, problem) {
  if (problem.code !== "invitation_already_open" && problem.code !== "invitation_answered") {
    return refused(visit, problem);
  }
  const found = await visit.service.showInvitation(visit.actor, problem.invitation.id);
  if (!found.ok) return refused(visit, problem);
  const card = cardOf(visit, found.value);
  const already = { kind: "text", text: problemRich(visit.words, problem), tone: "strong" };
  return reply.card({ ...card, blocks: [already, ...card.blocks] });
}
var cardOf, shownInvitation;
var init_invitation3 = __esm({
  "src/commands/invitation.ts"() {
    "use strict";
    init_invitation2();
    init_problem();
    init_define();
    init_request();
    cardOf = ({ words: words3, actor }, { details, acts: acts3 }) => invitationCard(words3, details, { organizationId: actor.organizationId, acts: acts3 });
    shownInvitation = (visit, shown) => reply.card(cardOf(visit, shown));
  }
});

// src/commands/answer.ts
import { z as z4 } from "zod";
function reviewFormOf(visit, { details, replaces }) {
  const { invitation, agreement: status, delegation } = details;
  const agreement2 = status && needsAcceptance(status) ? status.current : null;
  const command = [
    `accept ${invitation.id}`,
    ...agreement2 ? [`--agreement "${agreement2.version}"`] : [],
    ...replaces ? [`--replace ${replaces.id}`] : []
  ].join(" ");
  const several2 = replaces || !invitation.includesDap ? [] : delegation?.present ?? [];
  return reviewForm(visit.words, details, { command, agreement: agreement2, replaces, several: several2 });
}
var reviewFlags, reviewField, accept, decline, answer, withdraw, remind;
var init_answer = __esm({
  "src/commands/answer.ts"() {
    "use strict";
    init_agreement();
    init_invitation_forms();
    init_notice();
    init_confirm();
    init_define();
    init_invitation3();
    init_request();
    reviewFlags = z4.object({ agreement: z4.string().optional(), replace: z4.string().optional() }).strict();
    reviewField = (form) => (problem) => {
      if (problem.code === "replacement_needed") return "replace";
      if (problem.code !== "box_not_ticked") return void 0;
      return form.fields.find(({ name }) => name === "agreement" || name === "understood")?.name;
    };
    accept = defineCommand({
      verb: "accept",
      topic: "answer",
      takes: "invitation",
      for: "members",
      shownTo: ["accept_relationship", "accept_partnership"],
      flags: reviewFlags,
      async run(visit, { text: text3 }) {
        const review = await visit.service.reviewInvitation(visit.actor, text3);
        return review.ok ? reply.form(reviewFormOf(visit, review.value)) : refusedInvitation(visit, review.problem);
      },
      async submit(visit, { text: text3, flags }, values) {
        const accepted = await visit.service.acceptInvitation(visit.actor, text3, {
          ticked: tickedIn(values, "agreement") || tickedIn(values, "understood"),
          agreementVersion: flags.agreement ?? null,
          replaces: tickedIn(values, "replace") ? flags.replace ?? null : null
        });
        if (accepted.ok) return shownInvitation(visit, accepted.value);
        const review = await visit.service.reviewInvitation(visit.actor, text3);
        if (!review.ok) return refusedInvitation(visit, accepted.problem);
        const form = reviewFormOf(visit, review.value);
        return refusedForm(visit, form, values, accepted.problem, reviewField(form));
      }
    });
    decline = defineCommand({
      verb: "decline",
      topic: "answer",
      takes: "invitation",
      for: "members",
      shownTo: ["work_with_partners", "accept_partnership"],
      async run(visit, { text: text3 }) {
        const found = await visit.service.showInvitation(visit.actor, text3);
        if (!found.ok) return refused(visit, found.problem);
        return found.value.acts.includes("decline") ? reply.form(declineForm(visit.words, found.value.details)) : answer(visit, text3, null);
      },
      submit: async (visit, { text: text3 }, values) => answer(visit, text3, textIn(values, "reason"))
    });
    answer = async (visit, text3, reason) => {
      const declined = await visit.service.declineInvitation(visit.actor, text3, reason);
      return declined.ok ? shownInvitation(visit, declined.value) : refusedInvitation(visit, declined.problem);
    };
    withdraw = defineCommand({
      verb: "withdraw",
      topic: "ask",
      takes: "invitation",
      for: "members",
      shownTo: ["request_relationship"],
      flags: confirmFlags,
      async run(visit, { text: text3, flags }) {
        if (!flags.yes) {
          const found = await visit.service.showInvitation(visit.actor, text3);
          if (!found.ok) return refused(visit, found.problem);
          const card = shownInvitation(visit, found.value);
          const question = confirmFirst(card, `withdraw ${found.value.details.invitation.id} --yes`);
          if (question) return question;
        }
        const withdrawn = await visit.service.withdrawInvitation(visit.actor, text3);
        return withdrawn.ok ? shownInvitation(visit, withdrawn.value) : refusedInvitation(visit, withdrawn.problem);
      }
    });
    remind = defineCommand({
      verb: "remind",
      topic: "ask",
      takes: "invitation",
      for: "members",
      shownTo: ["request_relationship"],
      async run(visit, { text: text3 }) {
        const reminded = await visit.service.remindOfInvitation(visit.actor, text3);
        if (!reminded.ok) return refusedInvitation(visit, reminded.problem);
        const { sender, recipient, invitation } = reminded.value.details;
        return reply.notice(
          noticeCard(visit.words, "reminded", {
            recipient: recipient?.name ?? invitation.recipientEmail ?? sender.name
          })
        );
      }
    });
  }
});

// src/views/mail.ts
function invitationMail(words3, details, link, days) {
  const short = withShortNames(details);
  const subject = words3.text(`mail.subject.${askOf(short.invitation)}`, { sender: short.sender.name });
  const { note } = short.invitation;
  const paragraphs = (noteParagraph) => [
    words3.text("mail.greeting"),
    asking(words3, short),
    ...noteParagraph,
    `${words3.text("mail.link")}
${link}`,
    closing(words3, short, days),
    `${words3.text("mail.thanks")}
${short.invitation.draftedBy.name}
${short.sender.name}`
  ].join("\n\n");
  const whole = paragraphs(
    note ? [words3.text("mail.note", { sender: short.sender.name, note: shortened(note, mostOfNote) })] : []
  );
  return { subject, text: whole.length < mostOfText ? whole : paragraphs([]) };
}
function withShortNames(details) {
  const { invitation, sender, recipient } = details;
  const name = (text3) => shortened(text3, mostOfName);
  return {
    ...details,
    invitation: {
      ...invitation,
      recipientEmail: invitation.recipientEmail && name(invitation.recipientEmail),
      draftedBy: { ...invitation.draftedBy, name: name(invitation.draftedBy.name) }
    },
    sender: { ...sender, name: name(sender.name), domain: name(sender.domain) },
    recipient: recipient && { ...recipient, name: name(recipient.name) }
  };
}
function shortened(text3, most3) {
  const characters = [...text3.replace(/\s+/gu, " ").trim()];
  return characters.length <= most3 ? characters.join("") : `${characters.slice(0, most3 - 1).join("")}\u2026`;
}
function mailtoLink(to, subject, text3, link) {
  const address = encoded(to).replaceAll("%40", "@");
  const whole = (fields4) => `mailto:${address}?${Object.entries(fields4).map(([name, value]) => `${name}=${encoded(value)}`).join("&")}`;
  const bodies = [...shorterAndShorter(text3, link), link].map((body) => whole({ subject, body }));
  return bodies.find((url) => url.length <= mostOfMailto) ?? whole({ body: link });
}
function shorterAndShorter(text3, link) {
  const paragraphs = text3.split("\n\n");
  const longestFirst = paragraphs.filter((paragraph3) => !paragraph3.includes(link)).sort((one2, other) => encoded(other).length - encoded(one2).length);
  return Array.from(
    { length: longestFirst.length + 1 },
    (_, out) => paragraphs.filter((paragraph3) => !longestFirst.slice(0, out).includes(paragraph3)).join("\n\n")
  );
}
var mostOfText, mostOfName, mostOfNote, mostOfMailto, asking, closing, encoded;
var init_mail = __esm({
  "src/views/mail.ts"() {
    "use strict";
    init_invitation2();
    init_terms();
    mostOfText = 1200;
    mostOfName = 50;
    mostOfNote = 200;
    mostOfMailto = 1900;
    asking = (words3, details) => [
      words3.text("mail.asks", {
        name: details.invitation.draftedBy.name,
        sender: details.sender.name,
        domain: details.sender.domain
      }),
      ...grantFacts(words3, details).map((fact) => words3.text("mail.fact", fact))
    ].join("\n");
    closing = (words3, { invitation, sender, recipient }, days) => [
      words3.text("mail.valid", { days }),
      ...invitation.kind === "indirect_provider" ? [] : [words3.text("mail.portal", { portal: portalName(words3, (recipient ?? sender).cloud) })]
    ].join("\n");
    encoded = (text3) => encodeURIComponent(text3.replace(/\p{Surrogate}/gu, "\uFFFD").replace(/\r?\n/g, "\r\n")).replace(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
    );
  }
});

// src/commands/ask.ts
import { z as z5 } from "zod";
function requestField(problem) {
  switch (problem.code) {
    case "organization_not_found":
    case "organization_ambiguous":
    case "not_an_email":
    case "own_organization":
    case "other_region":
    case "other_cloud":
    case "already_related":
    case "already_partnered":
    case "not_a_reseller":
    case "not_related":
    case "roles_already_in_place":
      return "customer";
    case "dap_not_entitled":
    case "dap_required_in_cloud":
    case "dap_not_for_type":
      return "dap";
    case "text_too_long":
      return problem.field;
    default:
      return void 0;
  }
}
function draftFormOf(visit, draft) {
  const { details, link, days } = draft;
  const to = details.invitation.recipientEmail ?? "";
  const { subject, text: text3 } = invitationMail(visit.words, details, link, days);
  return draftForm(visit.words, {
    invitationId: details.invitation.id,
    to,
    subject,
    text: text3,
    mailto: mailtoLink(to, subject, text3, link),
    mayMail: visit.abilities.sendsMail && to !== "",
    recipientName: details.recipient?.name
  });
}
function draftField(problem) {
  switch (problem.code) {
    case "link_missing":
      return "text";
    case "mail_not_configured":
      return "way";
    case "text_too_long":
      return problem.field;
    default:
      return void 0;
  }
}
async function sendDraft(visit, invitationId, values) {
  const mail = {
    subject: textIn(values, "subject"),
    text: textIn(values, "text"),
    way: values.way === "system" ? "system" : "own_mail"
  };
  const sent2 = await visit.service.sendInvitation(visit.actor, invitationId, mail);
  if (sent2.ok) return shownInvitation(visit, sent2.value);
  const present = await visit.service.showInvitation(visit.actor, invitationId);
  if (!present.ok || draftField(sent2.problem) === void 0) return refusedInvitation(visit, sent2.problem);
  const { details } = present.value;
  const to = details.invitation.recipientEmail ?? "";
  const form = draftForm(visit.words, {
    invitationId,
    to,
    subject: mail.subject,
    text: mail.text,
    mailto: mailtoLink(to, mail.subject, mail.text, ""),
    mayMail: visit.abilities.sendsMail && to !== "",
    recipientName: details.recipient?.name
  });
  return refusedForm(visit, form, values, sent2.problem, draftField);
}
var requestFlags, request, providerInvite, rolesAsk, send;
var init_ask = __esm({
  "src/commands/ask.ts"() {
    "use strict";
    init_relationship_types();
    init_invitation_forms();
    init_mail();
    init_define();
    init_invitation3();
    init_request();
    requestFlags = z5.object({
      type: z5.enum(relationshipTypes).optional(),
      dap: z5.boolean().optional(),
      "no-dap": z5.boolean().optional(),
      note: z5.string().optional()
    }).strict();
    request = defineCommand({
      verb: "request",
      topic: "ask",
      for: "members",
      shownTo: ["request_relationship"],
      flags: requestFlags,
      async run(visit, { text: text3, flags }) {
        const prepared = await visit.service.prepareRequest(visit.actor);
        if (!prepared.ok) return refused(visit, prepared.problem);
        const { dapChoice } = prepared.value;
        return reply.form(
          requestForm(visit.words, {
            customer: text3,
            type: flags.type,
            dap: flags.dap ?? (dapChoice === "fixed_by_cloud" && !flags["no-dap"]),
            dapChoice,
            note: flags.note ?? ""
          })
        );
      },
      async submit(visit, _, values) {
        const prepared = await visit.service.prepareRequest(visit.actor);
        if (!prepared.ok) return refused(visit, prepared.problem);
        const { dapChoice } = prepared.value;
        const type = z5.enum(relationshipTypes).catch("reseller").parse(values.type);
        const customer = textIn(values, "customer");
        const dap = tickedIn(values, "dap");
        const note = textIn(values, "note");
        const drafted = await visit.service.draftRequest(visit.actor, {
          customer,
          type,
          // Where the form offers no choice, what it says is not the person's word.
          includesDap: dapChoice === "free" ? dap : void 0,
          note
        });
        if (drafted.ok) return reply.form(draftFormOf(visit, drafted.value));
        if (drafted.problem.code === "invitation_already_open") return refusedInvitation(visit, drafted.problem);
        const form = requestForm(visit.words, { customer, type, dap, dapChoice, note });
        return refusedForm(visit, form, values, drafted.problem, requestField);
      }
    });
    providerInvite = defineCommand({
      verb: "provider invite",
      topic: "ask",
      for: "members",
      shownTo: ["request_relationship"],
      programme: "indirect_provider",
      async run(visit, { text: text3 }) {
        const prepared = await visit.service.prepareProviderInvitation(visit.actor);
        return prepared.ok ? reply.form(providerInviteForm(visit.words, { reseller: text3, note: "" })) : refused(visit, prepared.problem);
      },
      async submit(visit, _, values) {
        const present = { reseller: textIn(values, "reseller"), note: textIn(values, "note") };
        const drafted = await visit.service.draftProviderInvitation(visit.actor, present);
        if (drafted.ok) return reply.form(draftFormOf(visit, drafted.value));
        if (drafted.problem.code === "invitation_already_open") return refusedInvitation(visit, drafted.problem);
        const form = providerInviteForm(visit.words, present);
        return refusedForm(visit, form, values, drafted.problem, (problem) => {
          const field = requestField(problem);
          return field === "customer" ? "reseller" : field;
        });
      }
    });
    rolesAsk = defineCommand({
      verb: "roles ask",
      topic: "ask",
      takes: "organization",
      for: "members",
      shownTo: ["request_relationship"],
      async run(visit, { text: text3 }) {
        const drafted = await visit.service.draftRolesRequest(visit.actor, text3);
        return drafted.ok ? reply.form(draftFormOf(visit, drafted.value)) : refusedInvitation(visit, drafted.problem);
      }
    });
    send = defineCommand({
      verb: "send",
      topic: "ask",
      takes: "invitation",
      for: "members",
      shownTo: ["request_relationship"],
      async run(visit, { text: text3 }) {
        const draft = await visit.service.reopenDraft(visit.actor, text3);
        return draft.ok ? reply.form(draftFormOf(visit, draft.value)) : refusedInvitation(visit, draft.problem);
      },
      submit: async (visit, { text: text3 }, values) => sendDraft(visit, text3, values)
    });
  }
});

// db/schema/columns.ts
import { sql } from "drizzle-orm";
import { customType, timestamp } from "drizzle-orm/pg-core";
var oneOf2, instant, bytea;
var init_columns = __esm({
  "db/schema/columns.ts"() {
    "use strict";
    oneOf2 = (column, values) => sql.raw(`"${column}" in (${values.map((value) => `'${value}'`).join(", ")})`);
    instant = (name) => timestamp(name, { withTimezone: true, mode: "date" });
    bytea = customType({ dataType: () => "bytea" });
  }
});

// db/schema/organizations.ts
import { sql as sql2 } from "drizzle-orm";
import { boolean, char, check, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
var organizations2;
var init_organizations2 = __esm({
  "db/schema/organizations.ts"() {
    "use strict";
    init_organization();
    init_columns();
    organizations2 = pgTable(
      "organizations",
      {
        id: uuid("id").primaryKey(),
        name: text("name").notNull(),
        domain: text("domain").notNull(),
        tenantId: uuid("tenant_id").notNull(),
        country: char("country", { length: 2 }).notNull(),
        cloud: text("cloud", { enum: clouds }).notNull(),
        language: text("language").notNull(),
        programme: text("programme", { enum: programmes }),
        mpnId: text("mpn_id"),
        mayAskForDap: boolean("may_ask_for_dap").notNull().default(false),
        delegatedAdministrators: text("delegated_administrators", { enum: delegationPolicies }).notNull().default("single"),
        invitationDays: integer("invitation_days").notNull().default(90),
        reminderDays: integer("reminder_days").array().notNull().default(sql2`'{30,7,1}'`),
        /** Whether its MPSA partners see purchases made through each other (R-TYPE-06). */
        sharesMpsaPurchases: boolean("shares_mpsa_purchases").notNull().default(false),
        /** The channel that approvals are asked in; null: approvers get direct messages (R-NOTE-04). */
        approvalsConversationId: uuid("approvals_conversation_id"),
        createdAt: instant("created_at").notNull().defaultNow()
      },
      (table5) => [
        uniqueIndex("organizations_domain").on(table5.domain),
        uniqueIndex("organizations_tenant").on(table5.tenantId),
        check("organizations_domain_spelling", sql2`${table5.domain} = lower(${table5.domain})`),
        check("organizations_country", sql2`${table5.country} ~ '^[A-Z]{2}$'`),
        check("organizations_cloud", oneOf2("cloud", clouds)),
        check("organizations_programme", oneOf2("programme", programmes)),
        check("organizations_delegated_administrators", oneOf2("delegated_administrators", delegationPolicies)),
        check("organizations_invitation_days", sql2`${table5.invitationDays} between 1 and 365`)
      ]
    );
  }
});

// db/schema/acquaintances.ts
import { index, pgTable as pgTable2, primaryKey, uuid as uuid2 } from "drizzle-orm/pg-core";
var acquaintances;
var init_acquaintances = __esm({
  "db/schema/acquaintances.ts"() {
    "use strict";
    init_organizations2();
    acquaintances = pgTable2(
      "acquaintances",
      {
        viewerId: uuid2("viewer_id").notNull().references(() => organizations2.id),
        organizationId: uuid2("organization_id").notNull().references(() => organizations2.id)
      },
      (table5) => [
        primaryKey({ columns: [table5.viewerId, table5.organizationId] }),
        index("acquaintances_organization").on(table5.organizationId)
      ]
    );
  }
});

// db/organizations.ts
import { and, eq, sql as sql3 } from "drizzle-orm";
var dealtWith, uuidPattern, isUuid;
var init_organizations3 = __esm({
  "db/organizations.ts"() {
    "use strict";
    init_acquaintances();
    init_organizations2();
    dealtWith = sql3`(
  select ${acquaintances.organizationId} from ${acquaintances}
  where ${acquaintances.viewerId} = nullif(current_setting('accord.organization', true), '')::uuid
  union all select nullif(current_setting('accord.organization', true), '')::uuid)`;
    uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
    isUuid = (text3) => uuidPattern.test(text3);
  }
});

// src/views/acts.ts
var acts2, actButtons, closing2;
var init_acts = __esm({
  "src/views/acts.ts"() {
    "use strict";
    init_event();
    init_list();
    acts2 = {
      request: { command: (domain) => `request ${domain}`, intent: "go" },
      invite_reseller: { command: (domain) => `provider invite ${domain}`, intent: "go" },
      remove_roles: { command: (domain) => `roles remove ${domain}`, intent: "stop", confirm: "remove_roles" },
      ask_roles: { command: (domain) => `roles ask ${domain}` },
      remove_access: { command: (domain) => `access remove ${domain}`, intent: "stop", confirm: "remove_access" },
      ask_agreement: { command: (domain) => `agreement ask ${domain}` },
      end: { command: (domain) => `end ${domain}`, intent: "stop", confirm: "end" },
      ask_end: { command: (domain) => `end ${domain}` },
      refuse_end: { command: (domain) => `end refuse ${domain}` },
      history: { command: (domain) => `history ${domain}` }
    };
    actButtons = (words3, offered, { mine, other }) => offered.map((act) => {
      const { command, intent, confirm } = acts2[act];
      return {
        label: words3.text(`act.${act}`),
        command: confirm ? `${command(other.domain)} --yes` : command(other.domain),
        ...intent ? { intent } : {},
        ...confirm ? {
          confirm: {
            title: words3.text(`act.${confirm}.title`),
            text: words3.text(`act.${confirm}.text`, { mine: mine.name, other: other.name }),
            yes: words3.text("act.yes"),
            no: words3.text("act.no")
          }
        } : {}
      };
    });
    closing2 = (words3, viewer, between) => [
      ...buttons(
        viewer.showButton ? [{ label: words3.text("act.show_mine"), command: `show ${between.other.domain}` }] : actButtons(words3, viewer.acts ?? [], between)
      ),
      ...becauseBlock(words3, viewer.because)
    ];
  }
});

// src/views/items.ts
function invitationItem(words3, item, now2) {
  const { invitation, counterpart, direction } = item;
  const { standing, since } = standingOf(invitation, now2);
  const days = Math.max(0, Math.floor((now2.getTime() - since.getTime()) / 864e5));
  return {
    title: words3.text("list.invitation.title", {
      direction,
      name: counterpart?.name ?? invitation.recipientEmail ?? ""
    }),
    detail: words3.rich(`list.invitation.${standing}`, {
      kind: kindName(words3, invitation.kind),
      age: words3.text("list.age", { days }),
      expires: { kind: "time", at: invitation.expiresAt ?? since, style: "date" }
    }),
    button: show(words3, invitation.id)
  };
}
function standingOf(invitation, now2) {
  const { state, draftedAt, sentAt, sentBy, answer: answer2, expiresAt } = invitation;
  if (hasExpired(invitation, now2)) return { standing: "expired", since: expiresAt ?? draftedAt };
  if (state === "sent") {
    return { standing: sentBy === "own_mail" ? "own_mail" : "system", since: sentAt ?? draftedAt };
  }
  return { standing: state, since: answer2?.at ?? draftedAt };
}
function memberItem(words3, { member, platforms: platforms2 }, mayManage) {
  const roles = rolesOf(member);
  const joined = platforms2.length > 0;
  return {
    title: member.name,
    detail: words3.text("members.member", {
      email: member.email,
      roles: roles.length > 0 ? words3.list(roles.map((role) => roleName(words3, role))) : "",
      has_roles: roles.length > 0 ? "yes" : "no",
      platforms: words3.list(platforms2.map((platform2) => platformName(words3, platform2))),
      joined: joined ? "yes" : "no"
    }),
    ...mayManage && !joined ? { button: { label: words3.text("act.new_code"), command: `member code ${member.email}` } } : {}
  };
}
var show, relationshipItem, partnershipItem, platformName;
var init_items = __esm({
  "src/views/items.ts"() {
    "use strict";
    init_invitation();
    init_member();
    init_terms();
    show = (words3, what) => ({
      label: words3.text("act.show"),
      command: `show ${what}`
    });
    relationshipItem = (words3, { relationship }, other) => ({
      title: other.name,
      detail: words3.rich("list.relationship", {
        domain: other.domain,
        type: typeName(words3, relationship.type),
        roles: relationship.hasDap ? "yes" : "no",
        ending: relationship.endAskedAt ? "yes" : "no",
        since: { kind: "time", at: relationship.since, style: "date" }
      }),
      button: show(words3, other.domain)
    });
    partnershipItem = (words3, { partnership }, other) => ({
      title: other.name,
      detail: words3.rich("list.partnership", {
        domain: other.domain,
        access: partnership.adminAccess ? "yes" : "no",
        since: { kind: "time", at: partnership.since, style: "date" }
      }),
      button: show(words3, other.domain)
    });
    platformName = (words3, platform2) => words3.text(`people.platform.${platform2}`);
  }
});

// src/views/relationship.ts
function relationshipCard(words3, details, viewer) {
  const { relationship, partner, customer } = details;
  const side = viewer.organizationId === partner.id ? "partner" : "customer";
  const phase = phaseOf(details, viewer.rolesRemoved ?? false);
  const title = words3.text(`relationship.title.${phase}`, { partner: partner.name, customer: customer.name });
  const status = words3.rich(`relationship.status.${phase}`, {
    partner: partner.name,
    type: typeName(words3, relationship.type),
    since: { kind: "time", at: relationship.since, style: "date" },
    asked: moment(relationship.endAskedAt ?? relationship.since),
    ended: moment(relationship.endedAt ?? relationship.since)
  });
  return {
    title,
    summary: title,
    subject: { kind: "relationship", id: relationship.id },
    blocks: [
      { kind: "status", tone: tones3[phase], text: status },
      { kind: "facts", facts: relationshipFacts(words3, details) },
      ...supportNotes(words3, details, side, phase),
      ...closing2(words3, viewer, { mine: details[side], other: side === "partner" ? customer : partner })
    ],
    ...viewer.personal ? { personal: viewer.personal } : {}
  };
}
function phaseOf({ relationship }, rolesRemoved) {
  if (relationship.state === "ended") return "ended";
  if (relationship.endAskedAt !== null) return "end_asked";
  return rolesRemoved && !relationship.hasDap ? "roles_removed" : "active";
}
function relationshipFacts(words3, { relationship, roles }) {
  const granted = roles[0]?.grantedAt;
  return [
    { label: words3.text("relationship.type"), value: typeName(words3, relationship.type) },
    { label: words3.text("relationship.meaning"), value: typeMeaning(words3, relationship.type) },
    {
      label: words3.text("relationship.roles"),
      value: granted ? words3.rich("relationship.roles_since", {
        roles: delegatedRoleNames(words3),
        since: { kind: "time", at: granted, style: "date" }
      }) : words3.text("relationship.no_roles")
    },
    {
      label: words3.text("relationship.since"),
      value: [{ kind: "time", at: relationship.since, style: "date" }]
    }
  ];
}
function supportNotes(words3, { relationship, partner, customer }, side, phase) {
  const values = { side, partner: partner.name, customer: customer.name };
  if (phase === "roles_removed") {
    return [{ kind: "text", text: words3.text("relationship.support_without_roles", values) }];
  }
  return relationship.hasDap && side === "customer" ? [{ kind: "text", text: words3.text("relationship.support_with_roles", values), tone: "quiet" }] : [];
}
function partnershipCard(words3, details, viewer) {
  const { partnership, provider, reseller } = details;
  const side = viewer.organizationId === provider.id ? "provider" : "reseller";
  const active = partnership.adminAccess ? "active" : "access_removed";
  const phase = partnership.state === "ended" ? "ended" : active;
  const values = { provider: provider.name, reseller: reseller.name };
  const title = words3.text(`partnership.title.${phase}`, values);
  const other = side === "provider" ? reseller : provider;
  return {
    title,
    summary: title,
    subject: { kind: "partnership", id: partnership.id },
    blocks: [
      {
        kind: "status",
        tone: phase === "active" ? "good" : "neutral",
        text: words3.rich(`partnership.status.${phase}`, {
          ...values,
          ended: moment(partnership.endedAt ?? partnership.since)
        })
      },
      { kind: "facts", facts: partnershipFacts(words3, details) },
      ...closing2(words3, viewer, { mine: details[side], other })
    ],
    ...viewer.personal ? { personal: viewer.personal } : {}
  };
}
function organizationEventCard(words3, entry, viewer) {
  const asked = entry.kind === "agreement.asked" && viewer.organizationId === entry.counterpartId;
  const review = { label: words3.text("act.review_agreement"), command: "agreement" };
  const card = eventCard(words3, entry);
  return {
    ...card,
    subject: entry.subject,
    blocks: [...card.blocks, ...buttons(asked ? [review] : []), ...becauseBlock(words3, viewer.because)]
  };
}
var tones3, partnershipFacts, endRefusalForm;
var init_relationship = __esm({
  "src/views/relationship.ts"() {
    "use strict";
    init_acts();
    init_event();
    init_list();
    init_terms();
    tones3 = {
      ended: "neutral",
      end_asked: "waiting",
      roles_removed: "neutral",
      active: "good"
    };
    partnershipFacts = (words3, { partnership, provider, reseller }) => [
      { label: words3.text("partnership.provider"), value: provider.name },
      { label: words3.text("partnership.reseller"), value: reseller.name },
      {
        label: words3.text("partnership.access"),
        value: words3.text("partnership.access_state", { access: partnership.adminAccess ? "yes" : "no" })
      },
      {
        label: words3.text("partnership.since"),
        value: [{ kind: "time", at: partnership.since, style: "date" }]
      }
    ];
    endRefusalForm = (words3, { command, customer }) => ({
      title: words3.text("end_refusal.title"),
      command,
      blocks: [{ kind: "text", text: words3.text("end_refusal.intro", { customer }) }],
      fields: [
        {
          kind: "long_text",
          name: "reason",
          label: words3.text("end_refusal.reason"),
          hint: words3.text("end_refusal.hint", { customer }),
          value: "",
          most: 1e3
        }
      ],
      submit: words3.text("end_refusal.submit"),
      cancel: words3.text("end_refusal.cancel")
    });
  }
});

// src/views/organization.ts
function organizationCard(words3, overview, now2) {
  const { organization, related, viewer, acts: acts3 } = overview;
  const subject = subjectOf(overview);
  return {
    title: organization.name,
    summary: words3.text("organization.summary", { name: organization.name }),
    ...subject ? { subject } : {},
    blocks: [
      { kind: "facts", facts: identityFacts(words3, organization, related) },
      ...related ? standings(words3, overview) : [],
      ...related ? openInvitations(words3, overview, now2) : unrelated(words3, organization),
      ...buttons(actButtons(words3, acts3, { mine: viewer, other: organization }))
    ]
  };
}
function subjectOf({ asCustomer, asPartner, partnership }) {
  const relationship = asCustomer ?? asPartner;
  if (relationship) return { kind: "relationship", id: relationship.relationship.id };
  return partnership ? { kind: "partnership", id: partnership.partnership.id } : void 0;
}
function identityFacts(words3, organization, related) {
  const country = { label: words3.text("organization.country"), value: words3.country(organization.country) };
  if (!related) return [country];
  return [
    { label: words3.text("organization.domain"), value: organization.domain },
    country,
    { label: words3.text("organization.cloud"), value: cloudName(words3, organization.cloud) }
  ];
}
function standings(words3, overview) {
  const { asCustomer, asPartner, partnership, agreement: agreement2, organization } = overview;
  const gap = agreement2 && asCustomer && agreementGap(words3, organization, agreement2);
  return [
    ...asCustomer ? relationshipPart(words3, asCustomer, "customer") : [],
    ...asPartner ? relationshipPart(words3, asPartner, "partner") : [],
    ...partnership ? partnershipPart(words3, partnership, organization) : [],
    ...gap ? [{ kind: "status", tone: "bad", text: gap.text }] : [],
    ...agreement2 && !gap ? [
      {
        kind: "facts",
        facts: [
          { label: words3.text("organization.agreement"), value: agreementStanding(words3, agreement2) }
        ]
      }
    ] : []
  ];
}
function openInvitations(words3, { openInvitations: open, viewer, organization }, now2) {
  if (open.length === 0) return [];
  const items2 = open.map(({ invitation }) => {
    const direction = invitation.senderId === viewer.id ? "sent" : "received";
    return invitationItem(words3, { invitation, direction, counterpart: organization }, now2);
  });
  return [
    { kind: "text", text: words3.text("organization.open_invitations"), tone: "strong" },
    { kind: "list", items: items2 }
  ];
}
var listed, customersCard, partnersCard, providersCard, resellersCard, invitationsCard, unrelated, relationshipPart, partnershipPart;
var init_organization2 = __esm({
  "src/views/organization.ts"() {
    "use strict";
    init_acts();
    init_agreement2();
    init_items();
    init_list();
    init_relationship();
    init_terms();
    listed = (words3, list2, page, listing, itemOf3, next) => listCard(words3, {
      title: words3.text(`list.${list2}.title`),
      summary: words3.text(`list.${list2}.summary`, countValues(page.total)),
      items: page.items.map(itemOf3),
      page,
      ...listing,
      empty: { sentence: words3.text(`list.${list2}.empty`), next: [next] }
    });
    customersCard = (words3, page, listing) => listed(words3, "customers", page, listing, (row) => relationshipItem(words3, row, row.customer), {
      label: words3.text("act.request"),
      command: "request",
      intent: "go"
    });
    partnersCard = (words3, page, listing) => listed(words3, "partners", page, listing, (row) => relationshipItem(words3, row, row.partner), {
      label: words3.text("act.received"),
      command: "invitations received"
    });
    providersCard = (words3, page, listing) => listed(words3, "providers", page, listing, (row) => partnershipItem(words3, row, row.provider), {
      label: words3.text("act.received"),
      command: "invitations received"
    });
    resellersCard = (words3, page, listing) => listed(words3, "resellers", page, listing, (row) => partnershipItem(words3, row, row.reseller), {
      label: words3.text("act.invite_reseller"),
      command: "provider invite",
      intent: "go"
    });
    invitationsCard = (words3, page, listing, now2) => listed(words3, "invitations", page, listing, (row) => invitationItem(words3, row, now2), {
      label: words3.text("act.home"),
      command: "home"
    });
    unrelated = (words3, { name }) => [
      { kind: "text", text: words3.text("organization.unrelated", { name }), tone: "quiet" }
    ];
    relationshipPart = (words3, details, side) => [
      {
        kind: "text",
        text: words3.text(`organization.as_${side}`, { name: details[side].name }),
        tone: "strong"
      },
      { kind: "facts", facts: relationshipFacts(words3, details) },
      ...details.relationship.endAskedAt ? [
        {
          kind: "status",
          tone: "waiting",
          text: words3.rich("organization.end_asked", {
            customer: details.customer.name,
            at: moment(details.relationship.endAskedAt)
          })
        }
      ] : []
    ];
    partnershipPart = (words3, details, { id: id2, name }) => [
      {
        kind: "text",
        text: words3.text(id2 === details.provider.id ? "organization.as_provider" : "organization.as_reseller", {
          name
        }),
        tone: "strong"
      },
      { kind: "facts", facts: partnershipFacts(words3, details) }
    ];
  }
});

// src/commands/find.ts
function listOf(verb, shown, read, draw) {
  return defineCommand({
    verb,
    topic: "look",
    for: "members",
    ...shown,
    flags: pageFlags,
    async run(visit, { text: text3, flags }) {
      const searched = text3 === "" ? null : text3;
      const found = await read(visit, { text: searched, after: flags.after ?? null });
      return found.ok ? reply.card(draw(visit.words, found.value, { command: verb, searched })) : refused(visit, found.problem);
    }
  });
}
var customers, partners, providers, resellers, invitations2, show2, history;
var init_find = __esm({
  "src/commands/find.ts"() {
    "use strict";
    init_organizations3();
    init_invitation();
    init_event();
    init_organization2();
    init_define();
    init_invitation3();
    init_request();
    customers = listOf(
      "customers",
      { shownTo: ["view_customers"] },
      ({ service, actor }, query) => service.listCustomers(actor, query),
      customersCard
    );
    partners = listOf(
      "partners",
      { shownTo: "member" },
      ({ service, actor }, query) => service.listPartners(actor, query),
      partnersCard
    );
    providers = listOf(
      "providers",
      { shownTo: "member", programme: "indirect_reseller" },
      ({ service, actor }, query) => service.listProviders(actor, query),
      providersCard
    );
    resellers = listOf(
      "resellers",
      { shownTo: "member", programme: "indirect_provider" },
      ({ service, actor }, query) => service.listResellers(actor, query),
      resellersCard
    );
    invitations2 = defineCommand({
      verb: "invitations",
      topic: "look",
      for: "members",
      shownTo: "member",
      flags: pageFlags,
      async run(visit, { text: text3, flags }) {
        const words3 = text3.split(" ").filter((word) => word !== "");
        const direction = ["sent", "received"].find((one2) => one2 === words3[0]?.toLowerCase());
        const others = direction ? words3.slice(1) : words3;
        const state = invitationStates.find((one2) => one2 === others[0]?.toLowerCase());
        const searched = (state ? others.slice(1) : others).join(" ");
        const found = await visit.service.listInvitations(visit.actor, {
          direction: direction ?? null,
          state: state ?? null,
          text: searched === "" ? null : searched,
          after: flags.after ?? null
        });
        if (!found.ok) return refused(visit, found.problem);
        const command = ["invitations", direction, state].filter((part2) => part2 !== void 0).join(" ");
        const listing = { command, searched: searched === "" ? null : searched };
        return reply.card(invitationsCard(visit.words, found.value, listing, visit.now));
      }
    });
    show2 = defineCommand({
      verb: "show",
      topic: "look",
      takes: "organization",
      for: "members",
      shownTo: "member",
      async run(visit, { text: text3 }) {
        const found = isUuid(text3) ? void 0 : await visit.service.showOrganization(visit.actor, text3);
        if (found?.ok) return reply.card(organizationCard(visit.words, found.value, visit.now));
        const invitation = await visit.service.showInvitation(visit.actor, text3);
        return invitation.ok ? shownInvitation(visit, invitation.value) : refused(visit, found?.problem ?? invitation.problem);
      }
    });
    history = defineCommand({
      verb: "history",
      topic: "look",
      for: "members",
      shownTo: "member",
      flags: pageFlags,
      async run(visit, { text: text3, flags }) {
        const found = await visit.service.showHistory(visit.actor, text3, flags.after ?? null);
        if (!found.ok) return refused(visit, found.problem);
        const { of, page } = found.value;
        const title = visit.words.text("history.title", { of });
        return reply.card(historyCard(visit.words, { title, page, command: `history ${text3}`.trim() }));
      }
    });
  }
});

// src/domain/events.ts
var notificationKinds, table4, eventKinds;
var init_events2 = __esm({
  "src/domain/events.ts"() {
    "use strict";
    notificationKinds = [
      "invitations",
      "agreements",
      "roles",
      "relationships",
      "partnerships",
      "members"
    ];
    table4 = {
      "invitation.drafted": null,
      "invitation.sent": "invitations",
      "invitation.redeemed": "invitations",
      "invitation.accepted": "invitations",
      "invitation.declined": "invitations",
      "invitation.withdrawn": "invitations",
      "invitation.reminded": "invitations",
      "invitation.expiring": "invitations",
      "invitation.expired": "invitations",
      "agreement.accepted": "agreements",
      "agreement.asked": "agreements",
      "roles.granted": "roles",
      "roles.removed": "roles",
      "relationship.started": "relationships",
      "relationship.changed": "relationships",
      "relationship.end_asked": "relationships",
      "relationship.end_refused": "relationships",
      "relationship.ended": "relationships",
      "partnership.started": "partnerships",
      "partnership.access_removed": "partnerships",
      "organization.registered": null,
      "organization.changed": null,
      "mail.failed": null,
      "member.code_created": null,
      "member.joined": "members",
      "member.added": "members",
      "notification.subscribed": null,
      "notification.unsubscribed": null,
      "conversation.paused": null
    };
    eventKinds = Object.keys(table4);
  }
});

// src/views/notify.ts
function subscriptionText(words3, { kinds: kinds2, filter }) {
  const all = notificationKinds.every((kind) => kinds2.includes(kind));
  return words3.text("notify.subscription", {
    kinds: all ? words3.text("notify.everything") : words3.list(kinds2.map((kind) => words3.text(`notify.kind.${kind}`))),
    filtered: filter === null ? "no" : "yes",
    filter: filter === null ? "" : filterText(words3, filter)
  });
}
function filterText(words3, filter, negated = false) {
  switch (filter.op) {
    case "and":
    case "or": {
      const joined = filter.of.map(
        (part2) => part2.op === "and" || part2.op === "or" ? words3.text("filter.group", { filter: filterText(words3, part2) }) : filterText(words3, part2)
      ).reduce((left, right) => words3.text(`filter.${filter.op}`, { left, right }));
      return negated ? words3.text("filter.not", { filter: joined }) : joined;
    }
    case "not":
      return filterText(words3, filter.of, !negated);
    case "partner":
    case "customer":
      return words3.text(`filter.${filter.op}`, { name: filter.typed, negated: negated ? "yes" : "no" });
    case "kind":
      return words3.text("filter.kind", {
        kind: kindName(words3, filter.kind),
        negated: negated ? "yes" : "no"
      });
  }
}
var off, subscriptionsCard, subscribedCard, unsubscribedCard;
var init_notify = __esm({
  "src/views/notify.ts"() {
    "use strict";
    init_events2();
    init_list();
    init_terms();
    off = (words3, expression) => ({
      label: words3.text("act.notify_off"),
      command: `notify off ${expression}`
    });
    subscriptionsCard = (words3, subscriptions) => listCard(words3, {
      title: words3.text("notify.title"),
      summary: words3.text("notify.summary", countValues(subscriptions.length)),
      items: subscriptions.map((asked) => ({
        title: subscriptionText(words3, asked),
        detail: words3.text("notify.detail", { name: asked.createdByName, expression: asked.expression }),
        button: off(words3, asked.expression)
      })),
      page: { next: null, total: subscriptions.length },
      command: "notify list",
      empty: {
        sentence: words3.text("notify.empty", {
          example: words3.text("example.notify_on"),
          kinds: words3.list(notificationKinds)
        }),
        next: [{ label: words3.text("act.notify_everything"), command: "notify on everything", intent: "go" }]
      }
    });
    subscribedCard = (words3, asked) => ({
      title: words3.text("notify.subscribed"),
      summary: words3.text("notify.subscribed"),
      blocks: [
        {
          kind: "status",
          tone: "good",
          text: words3.text("notify.told", { what: subscriptionText(words3, asked) })
        },
        ...buttons([
          { label: words3.text("act.notify_list"), command: "notify list" },
          off(words3, asked.expression)
        ])
      ]
    });
    unsubscribedCard = (words3, expressions) => {
      const [only, ...others] = expressions;
      const again = only !== void 0 && others.length === 0 ? [{ label: words3.text("act.notify_again"), command: `notify on ${only}` }] : [];
      return {
        title: words3.text("notify.unsubscribed"),
        summary: words3.text("notify.unsubscribed"),
        blocks: [
          { kind: "text", text: words3.text("notify.no_longer", { what: words3.list(expressions) }) },
          ...buttons([...again, { label: words3.text("act.notify_list"), command: "notify list" }])
        ]
      };
    };
  }
});

// src/commands/notify.ts
var notifyOn, notifyOff, notifyList;
var init_notify2 = __esm({
  "src/commands/notify.ts"() {
    "use strict";
    init_notify();
    init_define();
    init_request();
    notifyOn = defineCommand({
      verb: "notify on",
      topic: "channel",
      takes: "kinds",
      for: "members",
      shownTo: ["manage_notifications"],
      async run(visit, { text: text3 }) {
        const { kind, serviceUrl } = visit.request.where;
        const channel = { kind, serviceUrl: serviceUrl ?? null };
        const subscribed = await visit.service.subscribe(visit.actor, channel, text3);
        return subscribed.ok ? reply.card(subscribedCard(visit.words, subscribed.value)) : refused(visit, subscribed.problem);
      }
    });
    notifyOff = defineCommand({
      verb: "notify off",
      topic: "channel",
      for: "members",
      shownTo: ["manage_notifications"],
      async run(visit, { text: text3 }) {
        const ended = await visit.service.unsubscribe(visit.actor, text3);
        return ended.ok ? reply.card(unsubscribedCard(visit.words, ended.value)) : refused(visit, ended.problem);
      }
    });
    notifyList = defineCommand({
      verb: "notify list",
      topic: "channel",
      also: ["notify"],
      for: "members",
      shownTo: "member",
      async run(visit) {
        const found = await visit.service.listSubscriptions(visit.actor);
        return found.ok ? reply.card(subscriptionsCard(visit.words, found.value)) : refused(visit, found.problem);
      }
    });
  }
});

// src/views/people.ts
function roleFields(words3, organization) {
  const partner = isPartner(organization);
  const agents = [
    { value: "not_an_agent", label: words3.text("people.not_an_agent") },
    { value: "helpdesk_agent", label: roleName(words3, "helpdesk_agent") },
    { value: "admin_agent", label: roleName(words3, "admin_agent") }
  ];
  const admins = partner ? ["global_admin", "user_management_admin"] : ["global_admin", "billing_admin", "user_management_admin"];
  const agentField = {
    kind: "choice",
    name: "agent_role",
    label: words3.text("people.agent_role"),
    value: "not_an_agent",
    options: agents
  };
  return [
    ...partner ? [agentField] : [],
    {
      kind: "choices",
      name: "admin_roles",
      label: words3.text("people.admin_roles"),
      hint: words3.text("member_add.admin_hint"),
      optional: true,
      value: [],
      options: admins.map((role) => ({ value: role, label: roleName(words3, role) }))
    }
  ];
}
var whoamiCard, agentText, adminText, strangerCard, membersCard, memberAddForm, codeCard, joinedCard;
var init_people2 = __esm({
  "src/views/people.ts"() {
    "use strict";
    init_member();
    init_organization();
    init_items();
    init_list();
    init_terms();
    whoamiCard = (words3, {
      member,
      organization,
      identities
    }) => ({
      title: member.name,
      summary: words3.text("whoami.summary", { name: member.name, organization: organization.name }),
      blocks: [
        {
          kind: "facts",
          facts: [
            { label: words3.text("whoami.organization"), value: organizationWithDomain(words3, organization) },
            { label: words3.text("people.email"), value: member.email },
            { label: words3.text("people.agent_role"), value: agentText(words3, member) },
            { label: words3.text("people.admin_roles"), value: adminText(words3, member) },
            {
              label: words3.text("whoami.identities"),
              value: words3.list([...new Set(identities.map(({ platform: platform2 }) => platformName(words3, platform2)))])
            }
          ]
        }
      ]
    });
    agentText = (words3, { agentRole }) => agentRole === "not_an_agent" ? words3.text("people.not_an_agent") : roleName(words3, agentRole);
    adminText = (words3, { adminRoles: adminRoles2 }) => adminRoles2.length === 0 ? words3.text("people.not_an_admin") : words3.list(adminRoles2.map((role) => roleName(words3, role)));
    strangerCard = (words3) => ({
      title: words3.text("stranger.title"),
      summary: words3.text("stranger.title"),
      blocks: [
        { kind: "text", text: words3.text("stranger.intro") },
        {
          kind: "list",
          items: [
            { title: words3.text("example.join"), detail: words3.text("stranger.join") },
            { title: words3.text("example.redeem"), detail: words3.text("stranger.redeem") }
          ]
        },
        ...buttons([{ label: words3.text("act.help"), command: "help" }])
      ]
    });
    membersCard = (words3, page, { mayManage }) => {
      const add = { label: words3.text("act.add_member"), command: "member add" };
      const card = listCard(words3, {
        title: words3.text("members.title"),
        summary: words3.text("members.summary", countValues(page.total)),
        items: page.items.map((item) => memberItem(words3, item, mayManage)),
        page,
        command: "members",
        empty: { sentence: words3.text("members.empty") }
      });
      return { ...card, blocks: [...card.blocks, ...buttons(mayManage ? [add] : [])] };
    };
    memberAddForm = (words3, form) => ({
      title: words3.text("member_add.title"),
      command: form.command,
      blocks: [{ kind: "text", text: words3.text("member_add.intro", { organization: form.organization.name }) }],
      fields: [
        {
          kind: "person",
          name: "person",
          label: words3.text("member_add.person"),
          hint: words3.text("member_add.person_hint"),
          optional: true,
          value: form.person
        },
        { kind: "text", name: "name", label: words3.text("people.name"), value: form.name ?? "", most: 200 },
        { kind: "text", name: "email", label: words3.text("people.email"), value: form.email ?? "", most: 320 },
        ...roleFields(words3, form.organization)
      ],
      submit: words3.text("member_add.submit"),
      cancel: words3.text("member_add.cancel")
    });
    codeCard = (words3, { code, expiresAt, name }) => ({
      title: words3.text("code.title", { name }),
      summary: words3.text("code.title", { name }),
      blocks: [
        { kind: "text", text: words3.text("code.how", { name }) },
        { kind: "quote", text: words3.text("code.line", { code }) },
        { kind: "text", text: words3.rich("code.once", { expires: moment(expiresAt) }), tone: "quiet" }
      ]
    });
    joinedCard = (words3, { member, organization }) => {
      const roles = rolesOf(member);
      const title = words3.text("joined.title", { name: member.name, organization: organization.name });
      return {
        title,
        summary: title,
        blocks: [
          {
            kind: "status",
            tone: "good",
            text: words3.text("joined.roles", {
              count: roles.length,
              roles: words3.list(roles.map((role) => roleName(words3, role)))
            })
          },
          ...buttons([
            { label: words3.text("act.home"), command: "home", intent: "go" },
            { label: words3.text("act.help"), command: "help" }
          ])
        ]
      };
    };
  }
});

// src/commands/people.ts
import { z as z6 } from "zod";
function memberField(problem) {
  switch (problem.code) {
    case "not_an_email":
    case "email_taken":
      return "email";
    case "identity_taken":
      return "person";
    case "field_missing":
      return problem.field;
    case "roles_not_fitting":
      return problem.reason === "customer_agent" ? "agent_role" : "admin_roles";
    default:
      return void 0;
  }
}
var whoami, members, memberAdd, memberCode, join;
var init_people3 = __esm({
  "src/commands/people.ts"() {
    "use strict";
    init_member();
    init_people2();
    init_define();
    init_request();
    whoami = defineCommand({
      verb: "whoami",
      topic: "start",
      for: "anyone",
      shownTo: "anyone",
      async run(visit) {
        const { actor } = visit.visitor;
        if (!actor) return reply.card(strangerCard(visit.words));
        const self = await visit.service.showSelf(actor);
        return self.ok ? reply.card(whoamiCard(visit.words, self.value)) : refused(visit, self.problem);
      }
    });
    members = defineCommand({
      verb: "members",
      topic: "people",
      for: "members",
      shownTo: "member",
      flags: pageFlags,
      async run(visit, { flags }) {
        const found = await visit.service.listMembers(visit.actor, flags.after ?? null);
        return found.ok ? reply.card(membersCard(visit.words, found.value.page, { mayManage: found.value.mayManage })) : refused(visit, found.problem);
      }
    });
    memberAdd = defineCommand({
      verb: "member add",
      topic: "people",
      for: "members",
      shownTo: ["manage_members"],
      async run(visit, { text: text3 }) {
        const prepared = await visit.service.prepareMember(visit.actor);
        if (!prepared.ok) return refused(visit, prepared.problem);
        const person2 = /^@(\S+)$/.exec(text3)?.[1];
        const organization = prepared.value;
        return reply.form(memberAddForm(visit.words, { command: "member add", organization, person: person2 }));
      },
      async submit(visit, _, values) {
        const person2 = textIn(values, "person");
        const added = await visit.service.addMember(visit.actor, {
          name: textIn(values, "name"),
          email: textIn(values, "email"),
          agentRole: z6.enum(agentRoles).catch("not_an_agent").parse(values.agent_role),
          adminRoles: z6.array(z6.enum(adminRoles)).catch([]).parse(values.admin_roles),
          identity: person2 === "" ? null : { platform: visit.actor.platform, tenant: visit.visitor.identity.tenant, user: person2 }
        });
        const prepared = await visit.service.prepareMember(visit.actor);
        if (!prepared.ok) return refused(visit, prepared.problem);
        const organization = prepared.value;
        if (added.ok) return reply.card(joinedCard(visit.words, { member: added.value, organization }));
        const form = memberAddForm(visit.words, {
          command: "member add",
          organization,
          person: person2 || void 0
        });
        return refusedForm(visit, form, values, added.problem, memberField);
      }
    });
    memberCode = defineCommand({
      verb: "member code",
      topic: "people",
      takes: "email",
      for: "members",
      shownTo: ["manage_members"],
      async run(visit, { text: text3 }) {
        const made = await visit.service.createLinkCode(visit.actor, text3);
        if (!made.ok) return refused(visit, made.problem);
        const { code, expiresAt, member } = made.value;
        return reply.card(codeCard(visit.words, { code, expiresAt, name: member.name }));
      }
    });
    join = defineCommand({
      verb: "join",
      topic: "people",
      takes: "code",
      for: "anyone",
      shownTo: "anyone",
      async run(visit, { text: text3 }) {
        const joined = await visit.service.joinByCode(visit.visitor, text3);
        return joined.ok ? reply.card(joinedCard(visit.words, joined.value)) : refused(visit, joined.problem);
      }
    });
  }
});

// src/i18n/countries.ts
function countryFrom(typed2, locale) {
  const code = typed2.trim().toUpperCase();
  if (isCountry(code)) return code;
  const wanted = fold(typed2);
  if (wanted === "") return void 0;
  const tables = [names("en"), names(locale)];
  return letters.flatMap((first) => letters.map((second) => first + second)).find((one2) => isCountry(one2) && tables.some((table5) => fold(table5.of(one2) ?? "") === wanted));
}
var letters, names, noCountries, isCountry, fold;
var init_countries = __esm({
  "src/i18n/countries.ts"() {
    "use strict";
    letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    names = (locale) => new Intl.DisplayNames(locale, { type: "region", fallback: "none" });
    noCountries = /* @__PURE__ */ new Set([
      "EU",
      "EZ",
      "UN",
      "XA",
      "XB",
      "QO",
      "ZZ",
      "AC",
      "CP",
      "CQ",
      "DG",
      "EA",
      "IC",
      "TA"
    ]);
    isCountry = (code) => /^[A-Z]{2}$/.test(code) && !noCountries.has(code) && names("en").of(code) !== void 0;
    fold = (text3) => text3.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^\p{L}]+/gu, " ").trim().toLowerCase();
  }
});

// src/commands/redeem.ts
import { z as z7 } from "zod";
function registrationIn(visit, values) {
  for (const field of ["name", "country", "tenant_id", "your_name", "your_email"]) {
    if (textIn(values, field) === "") return refuse({ code: "field_missing", field });
  }
  const typed2 = { country: textIn(values, "country"), tenant: textIn(values, "tenant_id") };
  const country = countryFrom(typed2.country, visit.words.locale);
  if (country === void 0) return refuse({ code: "not_a_country", typed: typed2.country });
  if (!guid.test(typed2.tenant)) return refuse({ code: "not_a_tenant", typed: typed2.tenant });
  const memberEmail = parseEmail(textIn(values, "your_email"));
  if (memberEmail === void 0) return refuse({ code: "not_an_email", typed: textIn(values, "your_email") });
  return ok({
    name: textIn(values, "name"),
    country,
    cloud: z7.enum(clouds).catch("public").parse(values.cloud),
    language: z7.enum(locales).catch("en").parse(values.language),
    tenantId: typed2.tenant.toLowerCase(),
    memberName: textIn(values, "your_name"),
    memberEmail
  });
}
function registrationField(problem) {
  switch (problem.code) {
    case "field_missing":
      return problem.field;
    case "not_a_country":
    case "other_region":
      return "country";
    case "not_a_tenant":
      return "tenant_id";
    case "not_an_email":
    case "domain_not_invited":
      return "your_email";
    case "other_cloud":
    case "partner_features_unavailable":
      return "cloud";
    default:
      return void 0;
  }
}
async function shownAs(visit, actor, invitationId) {
  if (!actor) return refused(visit, { code: "code_not_valid" });
  const found = await visit.service.showInvitation(actor, invitationId);
  return found.ok ? shownInvitation({ ...visit, actor }, found.value) : refused(visit, found.problem);
}
var registerFormOf, guid, redeem;
var init_redeem = __esm({
  "src/commands/redeem.ts"() {
    "use strict";
    init_organization();
    init_countries();
    init_words();
    init_result();
    init_invitation_forms();
    init_define();
    init_invitation3();
    init_request();
    registerFormOf = (visit, code, invited) => registerForm(visit.words, {
      command: `redeem ${code}`,
      domain: invited.domain,
      senderName: invited.senderName,
      tenantId: visit.visitor.identity.platform === "teams" ? visit.visitor.identity.tenant : void 0,
      name: visit.request.who.displayName
    });
    guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
    redeem = defineCommand({
      verb: "redeem",
      topic: "answer",
      takes: "code",
      for: "anyone",
      shownTo: "anyone",
      async run(visit, { text: text3 }) {
        const redeemed = await visit.service.redeemLink(visit.visitor, text3);
        if (!redeemed.ok) return refused(visit, redeemed.problem);
        return redeemed.value.kind === "register" ? reply.form(registerFormOf(visit, text3, redeemed.value)) : shownAs(visit, visit.visitor.actor, redeemed.value.invitationId);
      },
      async submit(visit, { text: text3 }, values) {
        const registration = registrationIn(visit, values);
        const registered = registration.ok ? await visit.service.registerByLink(visit.visitor, text3, registration.value) : registration;
        if (registered.ok) return shownAs(visit, registered.value.actor, registered.value.invitationId);
        const invited = await visit.service.redeemLink(visit.visitor, text3);
        if (!invited.ok || invited.value.kind !== "register") return refused(visit, registered.problem);
        const form = registerFormOf(visit, text3, invited.value);
        return refusedForm(visit, form, values, registered.problem, registrationField);
      }
    });
  }
});

// src/commands/relationships.ts
async function confirmed(visit, verb, line2, act) {
  if (!line2.flags.yes) {
    const found = await visit.service.showOrganization(visit.actor, line2.text);
    if (!found.ok) return refused(visit, found.problem);
    const { domain } = found.value.organization;
    const card = reply.card(organizationCard(visit.words, found.value, visit.now));
    const question = confirmFirst(card, `${verb} ${domain} --yes`);
    if (question) return question;
  }
  return act();
}
var shownRelationship, rolesRemove, accessRemove, end, endRefuse, mpsa;
var init_relationships = __esm({
  "src/commands/relationships.ts"() {
    "use strict";
    init_notice();
    init_organization2();
    init_relationship();
    init_confirm();
    init_define();
    init_request();
    shownRelationship = (visit, outcome, rolesRemoved = false) => outcome.ok ? reply.card(
      relationshipCard(visit.words, outcome.value, {
        organizationId: visit.actor.organizationId,
        rolesRemoved
      })
    ) : refused(visit, outcome.problem);
    rolesRemove = defineCommand({
      verb: "roles remove",
      topic: "change",
      takes: "organization",
      for: "members",
      shownTo: ["remove_partner_roles"],
      flags: confirmFlags,
      run: (visit, line2) => confirmed(
        visit,
        "roles remove",
        line2,
        async () => shownRelationship(visit, await visit.service.removePartnerRoles(visit.actor, line2.text), true)
      )
    });
    accessRemove = defineCommand({
      verb: "access remove",
      topic: "change",
      takes: "organization",
      for: "members",
      shownTo: ["accept_partnership"],
      programme: "indirect_reseller",
      flags: confirmFlags,
      run: (visit, line2) => confirmed(visit, "access remove", line2, async () => {
        const removed = await visit.service.removeAccess(
          visit.actor,
          line2.text
        );
        return removed.ok ? reply.card(
          partnershipCard(visit.words, removed.value, { organizationId: visit.actor.organizationId })
        ) : refused(visit, removed.problem);
      })
    });
    end = defineCommand({
      verb: "end",
      topic: "change",
      takes: "organization",
      for: "members",
      shownTo: ["work_with_partners", "request_relationship"],
      flags: confirmFlags,
      run: (visit, line2) => confirmed(visit, "end", line2, async () => {
        const ended = await visit.service.endRelationship(visit.actor, line2.text);
        return ended.ok ? shownRelationship(visit, { ok: true, value: ended.value.details }) : refused(visit, ended.problem);
      })
    });
    endRefuse = defineCommand({
      verb: "end refuse",
      topic: "change",
      takes: "organization",
      for: "members",
      shownTo: ["request_relationship"],
      async run(visit, { text: text3 }) {
        const found = await visit.service.showOrganization(visit.actor, text3);
        if (!found.ok) return refused(visit, found.problem);
        const { organization, acts: acts3 } = found.value;
        if (!acts3.includes("refuse_end")) {
          return shownRelationship(visit, await visit.service.refuseToEnd(visit.actor, text3, ""));
        }
        return reply.form(
          endRefusalForm(visit.words, {
            command: `end refuse ${organization.domain}`,
            customer: organization.name
          })
        );
      },
      async submit(visit, { text: text3 }, values) {
        const refusal = await visit.service.refuseToEnd(visit.actor, text3, textIn(values, "reason"));
        if (refusal.ok) return shownRelationship(visit, refusal);
        const form = endRefusalForm(visit.words, { command: `end refuse ${text3}`, customer: text3 });
        return refusedForm(
          visit,
          form,
          values,
          refusal.problem,
          (problem) => problem.code === "field_missing" || problem.code === "text_too_long" ? problem.field : void 0
        );
      }
    });
    mpsa = defineCommand({
      verb: "mpsa",
      topic: "change",
      for: "members",
      shownTo: ["work_with_partners"],
      async run(visit, { text: text3 }) {
        const wanted = text3.toLowerCase();
        if (wanted !== "on" && wanted !== "off") {
          return refused(visit, { code: "missing_argument", argument: "on_or_off", example: "mpsa on" });
        }
        const shared = await visit.service.shareMpsaPurchases(visit.actor, wanted === "on");
        return shared.ok ? reply.notice(noticeCard(visit.words, shared.value ? "mpsa_on" : "mpsa_off")) : refused(visit, shared.problem);
      }
    });
  }
});

// src/views/help.ts
var helpCard, topicBlocks, verbHelpCard;
var init_help = __esm({
  "src/views/help.ts"() {
    "use strict";
    init_list();
    helpCard = (words3, help2) => {
      const known = help2.person ? "yes" : "no";
      const title = words3.text("help.title", { known, name: help2.person?.name ?? "" });
      return {
        title,
        summary: title,
        blocks: [
          { kind: "text", text: words3.text("help.intro", { known }) },
          ...[...new Set(help2.verbs.map(({ topic }) => topic))].flatMap(
            (topic) => topicBlocks(
              words3,
              topic,
              help2.verbs.filter((verb) => verb.topic === topic)
            )
          ),
          {
            kind: "text",
            text: words3.rich("help.one", { command: { kind: "strong", text: "help" } }),
            tone: "quiet"
          }
        ]
      };
    };
    topicBlocks = (words3, topic, verbs3) => [
      { kind: "text", text: words3.text(`topic.${topic}`), tone: "strong" },
      {
        kind: "text",
        text: verbs3.flatMap(({ summary, example }, at) => [
          ...at > 0 ? ["\n"] : [],
          ...words3.rich("help.verb", { summary, example: { kind: "strong", text: example } })
        ])
      }
    ];
    verbHelpCard = (words3, help2) => {
      const facts2 = [
        { label: words3.text("help.usage"), value: help2.usage },
        { label: words3.text("help.example"), value: help2.example },
        { label: words3.text("help.who"), value: help2.who ?? words3.text("help.everybody") }
      ];
      return {
        title: help2.verb,
        summary: words3.text("help.of_verb", { verb: help2.verb }),
        blocks: [
          { kind: "text", text: help2.summary },
          { kind: "facts", facts: facts2 },
          ...buttons([{ label: words3.text("help.all"), command: "help" }])
        ]
      };
    };
  }
});

// src/domain/overview.ts
var homeRows;
var init_overview = __esm({
  "src/domain/overview.ts"() {
    "use strict";
    homeRows = 5;
  }
});

// src/views/home.ts
function homeCard(words3, home3, now2) {
  const agreement2 = agreementItem(words3, home3);
  const waiting = [
    ...home3.toAnswer.items.slice(0, homeRows).map((item) => invitationItem(words3, item, now2)),
    ...agreement2,
    ...home3.endAsked.slice(0, homeRows).map((details) => endAskedItem(words3, details))
  ];
  const count2 = home3.toAnswer.total + agreement2.length + home3.endAsked.length;
  const asked = home3.asked.items.slice(0, homeRows).map((item) => invitationItem(words3, item, now2));
  const recent = home3.recent.slice(0, homeRows).map((entry) => eventItem(words3, entry));
  return {
    title: words3.text("home.title", { name: home3.member.name, organization: home3.organization.name }),
    summary: words3.text("home.summary", { waiting: count2, name: home3.member.name }),
    blocks: [
      ...waiting.length > 0 ? part(words3.text("home.waiting"), waiting) : [{ kind: "status", tone: "good", text: words3.text("home.nothing_waiting") }],
      ...part(words3.text("home.asked"), asked),
      ...part(words3.text("home.recent"), recent),
      ...waiting.length + asked.length + recent.length === 0 ? nextStep(words3, home3) : [],
      ...buttons(nextButtons(words3, home3))
    ]
  };
}
function nextButtons(words3, { toAnswer, asked, acts: acts3 }) {
  const begin = {
    request: { label: words3.text("act.request"), command: "request", intent: "go" },
    invite_reseller: { label: words3.text("act.invite_reseller"), command: "provider invite" }
  };
  return [
    ...toAnswer.total > homeRows ? [{ label: words3.text("act.received"), command: "invitations received" }] : [],
    ...asked.total > homeRows ? [{ label: words3.text("act.sent"), command: "invitations sent" }] : [],
    ...acts3.map((act) => begin[act]),
    { label: words3.text("act.help"), command: "help" }
  ];
}
var part, agreementItem, endAskedItem, nextStep;
var init_home = __esm({
  "src/views/home.ts"() {
    "use strict";
    init_agreement();
    init_overview();
    init_agreement2();
    init_event();
    init_items();
    init_list();
    init_terms();
    part = (title, items2) => items2.length > 0 ? [
      { kind: "text", text: title, tone: "strong" },
      { kind: "list", items: items2 }
    ] : [];
    agreementItem = (words3, { agreement: agreement2 }) => agreement2 && needsAcceptance(agreement2) ? [
      {
        title: words3.text("home.agreement"),
        detail: agreementStanding(words3, agreement2),
        button: { label: words3.text("act.review_agreement"), command: "agreement" }
      }
    ] : [];
    endAskedItem = (words3, { customer, relationship }) => ({
      title: words3.text("home.end_asked", { customer: customer.name }),
      detail: words3.rich("home.end_asked_at", { at: moment(relationship.endAskedAt ?? relationship.since) }),
      button: show(words3, customer.domain)
    });
    nextStep = (words3, { acts: acts3 }) => [
      { kind: "text", text: words3.text("home.next_step", { asks: acts3[0] ?? "none" }) }
    ];
  }
});

// src/commands/nearest.ts
import { distance } from "fastest-levenshtein";
function unknownCommand(commands2, line2) {
  const words3 = line2.toLowerCase().split(" ");
  const ranked = commands2.map(({ verb }) => {
    const typed2 = words3.slice(0, verb.split(" ").length).join(" ");
    const far = distance(typed2, verb) / Math.max(typed2.length, verb.length);
    const begins = typed2.length > 1 && verb.startsWith(typed2);
    return { verb, far: begins ? far / 4 : far };
  }).filter(({ far }) => far <= furthest).sort((one2, other) => one2.far - other.far);
  return {
    code: "unknown_command",
    typed: words3[0] ?? "",
    nearest: ranked.slice(0, most2).map(({ verb }) => verb)
  };
}
var most2, furthest;
var init_nearest = __esm({
  "src/commands/nearest.ts"() {
    "use strict";
    most2 = 3;
    furthest = 0.6;
  }
});

// src/commands/start.ts
function helpOf(visit, verb) {
  const command = visit.commands.find((one2) => one2.verb === verb || one2.also?.includes(verb));
  if (!command) return refused(visit, unknownCommand(visit.commands, verb));
  const { shownTo } = command;
  const roles = typeof shownTo === "string" ? [] : [...new Set(shownTo.flatMap(rolesWith))];
  const who = roles.length > 0 ? visit.words.list(roles.map((role) => roleName(visit.words, role))) : null;
  return reply.card(
    verbHelpCard(visit.words, {
      ...described(visit, command),
      usage: visit.words.text(`usage.${verbKey(command)}`),
      who
    })
  );
}
var home, verbKey, described, help;
var init_start = __esm({
  "src/commands/start.ts"() {
    "use strict";
    init_permissions();
    init_help();
    init_home();
    init_people2();
    init_terms();
    init_define();
    init_nearest();
    init_request();
    home = defineCommand({
      verb: "home",
      topic: "start",
      for: "anyone",
      shownTo: "anyone",
      async run(visit) {
        const { actor } = visit.visitor;
        if (!actor) return reply.card(strangerCard(visit.words));
        const found = await visit.service.showHome(actor);
        return found.ok ? reply.card(homeCard(visit.words, found.value, visit.now)) : refused(visit, found.problem);
      }
    });
    verbKey = (command) => command.verb.replaceAll(" ", "_");
    described = (visit, command) => ({
      verb: command.verb,
      topic: command.topic,
      summary: visit.words.text(`verb.${verbKey(command)}`),
      example: visit.words.text(`example.${verbKey(command)}`)
    });
    help = defineCommand({
      verb: "help",
      topic: "start",
      for: "anyone",
      shownTo: "anyone",
      async run(visit, { text: text3 }) {
        if (text3 !== "") return helpOf(visit, text3.toLowerCase());
        const self = visit.visitor.actor && await visit.service.showSelf(visit.visitor.actor);
        if (self && !self.ok) return refused(visit, self.problem);
        const shown = visit.commands.filter(({ shownTo, programme }) => {
          if (shownTo === "anyone") return true;
          if (!self) return false;
          const { member, organization } = self.value;
          if (programme !== void 0 && organization.programme !== programme) return false;
          return shownTo === "member" || shownTo.some((ability) => may(member, organization, ability));
        });
        return reply.card(
          helpCard(visit.words, {
            person: self ? { name: self.value.member.name } : null,
            verbs: shown.map((command) => described(visit, command))
          })
        );
      }
    });
  }
});

// src/commands/index.ts
var commands;
var init_commands = __esm({
  "src/commands/index.ts"() {
    "use strict";
    init_agreement3();
    init_answer();
    init_ask();
    init_find();
    init_notify2();
    init_people3();
    init_redeem();
    init_relationships();
    init_start();
    commands = [
      home,
      help,
      whoami,
      request,
      providerInvite,
      invitations2,
      show2,
      send,
      accept,
      decline,
      withdraw,
      remind,
      redeem,
      join,
      agreement,
      agreementAccept,
      agreementAsk,
      customers,
      partners,
      providers,
      resellers,
      rolesRemove,
      rolesAsk,
      accessRemove,
      end,
      endRefuse,
      mpsa,
      members,
      memberAdd,
      memberCode,
      notifyOn,
      notifyOff,
      notifyList,
      history
    ];
  }
});

// src/commands/parse.ts
import { z as z8 } from "zod";
function findCommand(commands2, line2) {
  const words3 = line2.split(" ");
  for (const length of [2, 1]) {
    const typed2 = words3.slice(0, length).join(" ").toLowerCase();
    const command = commands2.find(({ verb, also }) => verb === typed2 || also?.includes(typed2));
    if (command && words3.length >= length) return { command, rest: words3.slice(length).join(" ") };
  }
  return void 0;
}
function parseRest(rest, flags) {
  const switches = switchesOf(flags);
  const found = {};
  const text3 = rest.replace(flag, (_, name2, quoted2, word) => {
    const key = name2.toLowerCase();
    if (switches.has(key)) {
      found[key] = true;
      return word === void 0 ? " " : ` ${word}`;
    }
    found[key] = quoted2 ?? word ?? true;
    return " ";
  }).replace(/\s+/g, " ").trim();
  if (!flags) {
    const [unknown] = Object.keys(found);
    return unknown === void 0 ? ok({ text: text3, flags: {} }) : refuse({ code: "bad_argument", argument: `--${unknown}`, typed: rest, expected: "" });
  }
  const parsed = flags.safeParse(found);
  if (parsed.success) return ok({ text: text3, flags: parsed.data });
  const [issue] = parsed.error.issues;
  const name = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path[0];
  const known = Object.keys(shapeOf(flags)).map((key) => `--${key}`);
  return refuse({
    code: "bad_argument",
    argument: `--${String(name)}`,
    typed: rest,
    expected: known.join(", ")
  });
}
var tidy, flag, shapeOf, switchesOf;
var init_parse = __esm({
  "src/commands/parse.ts"() {
    "use strict";
    init_result();
    tidy = (line2) => line2.replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " ").replace(/[\u200b-\u200d\u2060\ufeff]/g, "").replace(/[\u2018\u2019\u201a\u201b]/g, "'").replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb]/g, '"').replace(/(^|\s)[\u2012-\u2015](?=[a-z])/gi, "$1--").replace(/\s+/g, " ").trim();
    flag = /(?:^|\s)--([a-z][a-z-]*)(?:(?:=|\s+)(?:"([^"]*)"|([^\s"-][^\s"]*)))?(?=\s|$)/gi;
    shapeOf = (flags) => flags instanceof z8.ZodObject ? flags.shape : {};
    switchesOf = (flags) => new Set(
      Object.entries(shapeOf(flags)).filter(([, type]) => type instanceof z8.ZodOptional && type.unwrap() instanceof z8.ZodBoolean).map(([name]) => name)
    );
  }
});

// src/domain/filter-text.ts
function parseExpression(text3) {
  if (text3.length > longestExpression) {
    return refuse({ code: "text_too_long", field: "filter", length: text3.length, most: longestExpression });
  }
  const [, kindsText = "", condition] = /^(.*?)(?:(?<=^|\s)where(?=\s|\(|$)(.*))?$/isu.exec(text3.trim()) ?? [];
  const kinds2 = parseKinds(kindsText);
  if (!kinds2.ok || condition === void 0)
    return kinds2.ok ? ok({ kinds: kinds2.value, filter: null }) : kinds2;
  const filter = parseCondition(condition.trim().replace(/[“”„‟]/gu, '"'));
  return filter.ok ? ok({ kinds: kinds2.value, filter: filter.value }) : filter;
}
function parseKinds(text3) {
  const known = [...notificationKinds, everything];
  const words3 = text3.toLowerCase().split(/[\s,]+/u).filter((word) => word !== "" && word !== "and");
  const unknown = words3.find((word) => !known.includes(word));
  if (unknown !== void 0) return refuse({ code: "unknown_kind", typed: unknown, known });
  if (words3.length === 0)
    return refuse({ code: "filter_not_understood", at: "\u2026", expected: known.join(" | ") });
  return ok(notificationKinds.filter((kind) => words3.includes(kind) || words3.includes(everything)));
}
function parseCondition(text3) {
  const reading2 = { text: text3, tokens: tokensOf(text3), next: 0 };
  const read = readAny(reading2);
  if (!read.ok || reading2.next === reading2.tokens.length) return read;
  return misread(reading2, ["and", "or"]);
}
function readJoined(reading2, op, part2) {
  const parts = [];
  do {
    const read = part2(reading2);
    if (!read.ok) return read;
    parts.push(read.value);
  } while (take(reading2, op));
  return ok(join2(op, parts));
}
function readOne(reading2) {
  if (take(reading2, "not")) {
    const read2 = readOne(reading2);
    return read2.ok ? ok(not(read2.value)) : read2;
  }
  if (!take(reading2, "(")) return readComparison(reading2);
  const read = readAny(reading2);
  return !read.ok || take(reading2, ")") ? read : misread(reading2, ["and", "or", ")"]);
}
function readComparison(reading2) {
  const field = fields2.find((name) => take(reading2, name));
  if (!field) return misread(reading2, [...fields2, "not", "("]);
  const negated = readOperator(reading2);
  if (negated === void 0) return misread(reading2, ["=", "!=", "is", "is not"]);
  const from = reading2.next;
  const value = readValue(reading2);
  const compared = field === "kind" ? kindOf(value) : value && { op: field, typed: value };
  if (!compared) return misread(reading2, field === "kind" ? invitationKinds : ['"\u2026"'], from);
  return ok(negated ? not(compared) : compared);
}
function readOperator(reading2) {
  if (take(reading2, "=")) return false;
  if (take(reading2, "!=")) return true;
  return take(reading2, "is") ? take(reading2, "not") : void 0;
}
function readValue(reading2) {
  const first = reading2.tokens[reading2.next];
  if (first?.kind === "quoted") reading2.next += 1;
  if (!first || first.kind === "quoted") return first?.text.trim() ?? "";
  let last2;
  for (let token = first; token?.kind === "word"; token = reading2.tokens[reading2.next]) {
    if (is(token, "and") || is(token, "or")) break;
    last2 = token;
    reading2.next += 1;
  }
  return last2 ? reading2.text.slice(first.from, last2.to).replace(/\s+/gu, " ") : "";
}
function kindOf(value) {
  const wanted = value.toLowerCase().replace(/[\s-]/gu, "_");
  const kind = invitationKinds.find((known) => known === wanted);
  return kind && { op: "kind", kind };
}
function take(reading2, text3) {
  const found = is(reading2.tokens[reading2.next], text3);
  if (found) reading2.next += 1;
  return found;
}
function misread(reading2, expected, place = reading2.next) {
  const token = reading2.tokens[place];
  const at = token ? reading2.text.slice(token.from) : `${reading2.text} \u2026`.trimStart();
  return refuse({ code: "filter_not_understood", at, expected: expected.join(" | ") });
}
var longestExpression, everything, fields2, tokensOf, readAny, readAll, is, join2, not;
var init_filter_text = __esm({
  "src/domain/filter-text.ts"() {
    "use strict";
    init_result();
    init_events2();
    init_invitation();
    longestExpression = 500;
    everything = "everything";
    fields2 = ["partner", "customer", "kind"];
    tokensOf = (text3) => [...text3.matchAll(/(!=|[=()])|"((?:[^"\\]|\\.)*)"|((?:(?!!=)[^\s()="])+)|"/gsu)].map((match) => {
      const [all, sign, quoted2, word] = match;
      const place = { from: match.index, to: match.index + all.length };
      if (word !== void 0) return { kind: "word", text: word, ...place };
      if (quoted2 !== void 0) return { kind: "quoted", text: quoted2.replace(/\\(.)/gsu, "$1"), ...place };
      return { kind: "sign", text: sign ?? all, ...place };
    });
    readAny = (reading2) => readJoined(reading2, "or", readAll);
    readAll = (reading2) => readJoined(reading2, "and", readOne);
    is = (token, text3) => token !== void 0 && token.kind !== "quoted" && token.text.toLowerCase() === text3;
    join2 = (op, parts) => {
      const [only, ...others] = parts;
      if (only && others.length === 0) return only;
      return { op, of: parts.flatMap((part2) => part2.op === op ? part2.of : [part2]) };
    };
    not = (filter) => filter.op === "not" ? filter.of : { op: "not", of: filter };
  }
});

// src/views/fault.ts
function faultCard(words3, fault2) {
  const text3 = words3.text(fault2.database ? "fault.database" : "fault.text", { reference: fault2.reference });
  return {
    title: words3.text("fault.title"),
    summary: text3,
    blocks: [{ kind: "text", text: text3 }]
  };
}
var init_fault = __esm({
  "src/views/fault.ts"() {
    "use strict";
  }
});

// test/gallery/world.ts
function createWorld(mood) {
  const { say, domain, bare: bare3 } = mood;
  const email = (box, at) => `${mood.mailbox(box)}@${domain(at)}`;
  const organization = (end2, name, at, programme) => ({
    id: id(end2),
    name: say(name),
    domain: domain(at),
    country: "US",
    cloud: "public",
    programme
  });
  const fabrikam = organization("f0", "Fabrikam", "fabrikam.com", "indirect_reseller");
  const contoso = organization("c0", "Contoso", "contoso.com", null);
  const tailspin = organization("d0", "Tailspin Toys", "tailspin.com", "indirect_provider");
  const litware = organization("e0", "Litware", "litware.com", "direct_reseller");
  const others = (few, most3) => Array.from(
    { length: mood.many(few, most3) },
    (_, at) => at === 0 ? litware : organization(`a${at}`, `Partner ${at}`, "partner.com", "direct_reseller")
  );
  const ana = { memberId: id("aa"), name: say("Ana Ruiz"), email: email("ana", "fabrikam.com") };
  const gil = { memberId: id("bb"), name: say("Gil Sanders"), email: email("gil", "contoso.com") };
  const member = {
    id: id("bb"),
    organizationId: contoso.id,
    name: gil.name,
    email: gil.email,
    agentRole: "not_an_agent",
    adminRoles: bare3 ? [] : ["global_admin"]
  };
  const agent = {
    id: id("aa"),
    organizationId: fabrikam.id,
    name: ana.name,
    email: ana.email,
    agentRole: bare3 ? "not_an_agent" : "admin_agent",
    adminRoles: bare3 ? [] : ["global_admin", "user_management_admin"]
  };
  const mca = {
    kind: "microsoft_customer_agreement",
    version: say("2026-01"),
    locale: "en",
    url: bare3 ? "https://x.co" : "https://agreements.example/mca/2026-01/(en)?a=1&b=*2*|3"
  };
  const acceptance = {
    kind: mca.kind,
    version: mca.version,
    locale: "en",
    by: gil,
    at: day(3),
    platform: "teams"
  };
  const older = { ...acceptance, version: say("2025-04"), at: day(400) };
  const agreements = {
    none: { current: null, acceptance: null, latest: null },
    needed: { current: mca, acceptance: null, latest: null },
    outdated: { current: mca, acceptance: null, latest: older },
    accepted: { current: mca, acceptance, latest: acceptance }
  };
  const asked = {
    id: id("1"),
    kind: "reseller",
    state: "sent",
    senderId: fabrikam.id,
    recipientId: contoso.id,
    recipientEmail: null,
    type: "reseller_and_delegated_administrator",
    includesDap: true,
    note: bare3 ? null : say("We met at the fair in Lisbon. This is the relationship that we talked about."),
    draftedBy: ana,
    draftedAt: day(12),
    sentAt: day(11),
    sentBy: "system",
    expiresAt: bare3 ? null : /* @__PURE__ */ new Date("2027-02-08T09:00:00Z"),
    answer: null
  };
  const answer2 = {
    by: bare3 ? null : gil,
    at: day(1),
    reason: bare3 ? null : say("We decide on this next year."),
    platform: bare3 ? null : "slack"
  };
  const details = (change = {}, rest = {}) => ({
    invitation: { ...asked, ...change },
    sender: fabrikam,
    recipient: contoso,
    agreement: bare3 ? null : agreements.needed,
    delegation: bare3 ? null : { present: [], policy: "single" },
    ...rest
  });
  const unknown = (change = {}) => details(
    { recipientId: null, recipientEmail: email("hanna", "northwind.com"), ...change },
    { recipient: null, agreement: null, delegation: null }
  );
  const fromProvider = (change = {}) => details(
    {
      kind: "indirect_provider",
      type: null,
      includesDap: false,
      senderId: tailspin.id,
      recipientId: fabrikam.id,
      ...change
    },
    { sender: tailspin, recipient: fabrikam, agreement: null, delegation: null }
  );
  const invitationRow = (direction, change = {}) => ({
    invitation: { ...asked, ...change },
    direction,
    counterpart: direction === "sent" ? contoso : fabrikam
  });
  const relationship = (change = {}) => ({
    relationship: {
      id: id("2"),
      partnerId: fabrikam.id,
      customerId: contoso.id,
      state: "active",
      type: change.hasDap === false ? "reseller" : "reseller_and_delegated_administrator",
      hasDap: true,
      since: day(200),
      endedAt: null,
      endAskedAt: null,
      ...change
    },
    partner: fabrikam,
    customer: contoso,
    roles: change.hasDap === false ? [] : [
      { role: "global_admin", grantedAt: day(200) },
      { role: "helpdesk_admin", grantedAt: day(200) }
    ]
  });
  const partnership = (change = {}) => ({
    partnership: {
      id: id("3"),
      providerId: tailspin.id,
      resellerId: fabrikam.id,
      state: "active",
      adminAccess: true,
      since: day(100),
      endedAt: null,
      ...change
    },
    provider: tailspin,
    reseller: fabrikam
  });
  const entry = (kind) => ({
    id: 17,
    at: day(2),
    kind,
    organizationId: contoso.id,
    counterpartId: bare3 ? null : fabrikam.id,
    subject: { kind: "invitation", id: asked.id },
    actorId: bare3 ? null : gil.memberId ?? null,
    actorName: gil.name,
    organizationName: contoso.name,
    counterpartName: bare3 ? null : fabrikam.name,
    platform: bare3 ? null : "slack",
    before: null,
    after: bare3 ? null : {
      way: "own_mail",
      expiresAt: "2027-02-08T09:00:00.000Z",
      reason: say("We decide on this next year."),
      version: mca.version,
      type: "reseller",
      replaced: litware.name,
      name: say("Rob Young"),
      expression: say("invitations where partner = fabrikam.com"),
      platform: "slack"
    }
  });
  return {
    mood,
    say,
    email,
    bare: bare3,
    fabrikam,
    contoso,
    tailspin,
    litware,
    others,
    ana,
    gil,
    member,
    agent,
    mca,
    acceptance,
    agreements,
    asked,
    answer: answer2,
    details,
    unknown,
    fromProvider,
    invitationRow,
    relationship,
    partnership,
    entry,
    /** A page of a list; the last of 1,001 rows is not counted exactly any more. */
    page: (row, few = 3) => {
      const count2 = mood.many(few, 1001);
      return {
        items: Array.from({ length: count2 }, (_, at) => row(at)),
        next: count2 > few ? id("99") : null,
        total: count2
      };
    }
  };
}
var now, day, id;
var init_world = __esm({
  "test/gallery/world.ts"() {
    "use strict";
    now = /* @__PURE__ */ new Date("2026-11-21T09:00:00Z");
    day = (ago) => new Date(now.getTime() - ago * 864e5);
    id = (end2) => `01990000-0000-7000-8000-${end2.padStart(12, "0")}`;
  }
});

// test/gallery/problems.ts
function problemsIn(world) {
  const { say, email, contoso, fabrikam, litware, gil, asked, answer: answer2, mca, mood } = world;
  const organization = contoso;
  const draft = { ...asked, state: "draft", sentAt: null, sentBy: null };
  const samples = {
    not_a_member: [
      { platform: "slack", organization },
      { platform: "teams", organization: null }
    ],
    already_a_member: [{ organization }],
    role_needed: [
      { roles: ["global_admin"], holders: Array.from({ length: mood.many(1, 1001) }, () => gil) },
      { roles: ["admin_agent", "global_admin"], holders: [gil, gil, gil] }
    ],
    partners_only: [{ organization }],
    resellers_only: [{ organization }],
    providers_only: [{ organization }],
    partner_features_unavailable: [{ cloud: "china" }],
    unknown_command: [
      { typed: say("acept"), nearest: ["accept", "agreement accept"] },
      { typed: say("hello"), nearest: [] }
    ],
    bad_argument: [
      { argument: say("type"), typed: say("friend"), expected: say("reseller, advisor") },
      { argument: "--afer", typed: say("--afer x"), expected: "" }
    ],
    missing_argument: [{ argument: "organization", example: "show contoso.com" }],
    organization_not_found: [{ typed: say("contso") }],
    organization_ambiguous: [{ typed: say("co"), choices: [contoso, ...world.others(1, 1001)] }],
    invitation_not_found: [{ typed: say("contso") }],
    invitation_ambiguous: [
      {
        typed: say("co"),
        choices: Array.from({ length: 25 }, () => asked)
      }
    ],
    not_an_email: [{ typed: say("ada") }],
    text_too_long: [{ field: "note", length: 1e4, most: 500 }],
    not_a_country: [{ typed: say("Germny") }],
    not_a_tenant: [{ typed: say("contoso") }],
    field_missing: [{ field: "your_email" }, { field: say("strange") }],
    own_organization: [{}],
    other_region: [
      { mine: "EUROPE", theirs: "UNITED_STATES", myCountry: "DE", theirCountry: "US" },
      { mine: null, theirs: null, myCountry: "KP", theirCountry: "AQ" }
    ],
    other_cloud: [{ mine: "public", theirs: "us_government" }],
    dap_not_entitled: [{}],
    dap_required_in_cloud: [{ cloud: "germany" }],
    dap_not_for_type: [{ type: "line_of_business" }],
    already_related: [{ organization, type: "reseller_and_delegated_administrator" }],
    already_partnered: [{ organization }],
    not_a_reseller: [{ organization }],
    not_a_provider: [{ organization }],
    roles_already_in_place: [{ organization }],
    invitation_already_open: [{ invitation: asked }, { invitation: draft }],
    link_missing: [{}],
    mail_not_configured: [{}],
    invitation_is_draft: [{ invitation: draft }],
    invitation_answered: ["accepted", "declined", "withdrawn", "expired"].map((state) => ({
      invitation: { ...asked, state, answer: answer2 }
    })),
    reminded_already: [{ at: now }],
    box_not_ticked: [{}],
    agreement_changed: [{ version: mca.version }],
    agreement_not_published: [{}],
    agreement_already_accepted: [{ version: mca.version, at: now, by: gil.name }],
    agreement_already_asked: [{ at: now }],
    replacement_needed: [{ present: litware, invitationId: asked.id }],
    replacement_outdated: [{ invitationId: asked.id }],
    code_not_valid: [{}],
    too_many_tries: [{ minutes: 1 }, { minutes: 42 }],
    wrong_organization_for_link: [{ domain: contoso.domain, organization: fabrikam }],
    domain_not_invited: [{ typed: say("contoso.org"), domain: contoso.domain }],
    webmail_domain: [{ domain: "gmail.com" }],
    organization_exists: [{ domain: contoso.domain }],
    workspace_taken: [{ organization }],
    not_related: [{ organization }],
    no_roles_in_place: [{ organization }],
    no_admin_access: [{ organization }],
    subscriptions_active: [
      {
        organization,
        subscriptions: Array.from({ length: mood.many(2, 1001) }, () => say("Microsoft 365 E3, 25 seats"))
      }
    ],
    end_already_asked: [{ at: now }],
    end_not_asked: [{ organization }],
    cannot_end_alone: [{ organization }],
    partnership_cannot_end: [{ organization }],
    channel_needed: [{}],
    channel_of_other_organization: [{}],
    not_subscribed: [{}],
    unknown_kind: [{ typed: say("leads"), known: ["invitations", "agreements", "roles", "everything"] }],
    filter_not_understood: [{ at: say("custmer = x"), expected: "partner | customer | kind | not | (" }],
    email_taken: [{ email: email("ada", "contoso.com") }],
    member_unknown: [{ email: email("bob", "contoso.com") }],
    identity_taken: [{ name: gil.name }],
    roles_not_fitting: [{ reason: "customer_agent" }, { reason: "partner_billing" }],
    already_handled: [{}]
  };
  return Object.entries(samples).flatMap(([code, all]) => all.map((one2) => ({ code, ...one2 })));
}
var init_problems2 = __esm({
  "test/gallery/problems.ts"() {
    "use strict";
    init_world();
  }
});

// test/gallery/views.ts
function invitationCard2(world) {
  const { details, unknown, fromProvider, contoso, fabrikam, tailspin, answer: answer2, agreements, others } = world;
  const draw = invitationCard;
  const customer = {
    organizationId: contoso.id,
    acts: ["accept", "decline"],
    because: because(world)
  };
  const partner = { organizationId: fabrikam.id, acts: ["remind", "withdraw"] };
  const users = Array.from({ length: world.mood.many(2, 1001) }, (_, at) => ({
    platform: "teams",
    user: `29:1${"x".repeat(60)}${at}`
  }));
  const forEverybody = {
    organizationId: contoso.id,
    acts: [],
    showButton: true,
    personal: { command: `show ${world.asked.id}`, viewers: users },
    because: because(world)
  };
  const answered = (state) => details({ state, answer: answer2 }, state === "accepted" ? { agreement: agreements.accepted } : {});
  return [
    viewOf("customer", draw(words, details(), customer)),
    viewOf("partner", draw(words, details(), partner)),
    viewOf("everybody", draw(words, details(), forEverybody)),
    viewOf("reader", draw(words, details(), { organizationId: contoso.id, acts: [] })),
    viewOf(
      "replaces",
      draw(words, details({}, { delegation: { present: others(1, 300), policy: "single" } }), customer)
    ),
    viewOf(
      "several",
      draw(words, details({}, { delegation: { present: others(3, 300), policy: "several" } }), customer)
    ),
    viewOf(
      "agreement accepted",
      draw(words, details({ note: null }, { agreement: agreements.accepted }), customer)
    ),
    viewOf(
      "agreement outdated",
      draw(words, details({ sentBy: "own_mail" }, { agreement: agreements.outdated }), customer)
    ),
    viewOf("unknown", draw(words, unknown(), partner)),
    viewOf(
      "draft",
      draw(words, details({ state: "draft", sentAt: null, sentBy: null, expiresAt: null }), {
        organizationId: fabrikam.id,
        acts: ["send"]
      })
    ),
    viewOf(
      "provider",
      draw(words, fromProvider(), { organizationId: fabrikam.id, acts: ["accept", "decline"] })
    ),
    viewOf(
      "provider, sender",
      draw(words, fromProvider(), { organizationId: tailspin.id, acts: ["remind", "withdraw"] })
    ),
    viewOf(
      "roles asked for",
      draw(words, details({ kind: "delegated_administration", type: "reseller" }), customer)
    ),
    ...relationshipTypes.map(
      (type) => viewOf(type, draw(words, details({ type, includesDap: false, note: null }), customer))
    ),
    ...["accepted", "declined", "withdrawn", "expired"].flatMap((state) => [
      over(`${state}, customer`, draw(words, answered(state), customer)),
      over(`${state}, partner`, draw(words, answered(state), partner))
    ])
  ];
}
function subscription({ say, gil }) {
  const name = say("Fabrikam").replace(/["\\]/g, "").slice(0, 400);
  const expression = `invitations, roles where partner = "${name}"`;
  const parsed = parseExpression(expression);
  const { kinds: kinds2, filter } = parsed.ok ? parsed.value : { kinds: ["invitations"], filter: null };
  return { kinds: kinds2, filter, expression: tidy(expression), createdByName: gil.name };
}
function listed2(world, draw) {
  const searched = tidy(world.say("contoso")).replace(/--/g, "");
  const search = searched === "" ? null : searched;
  return [
    viewOf(
      "list",
      draw(
        (row) => world.page(row),
        (command) => ({ command, searched: null })
      )
    ),
    viewOf(
      "search",
      draw(
        (row) => ({ ...world.page(row, 25), next: world.asked.id }),
        (command) => ({ command, searched: search })
      )
    ),
    viewOf(
      "nothing found",
      draw(
        () => ({ items: [], next: null, total: 0 }),
        (command) => ({ command, searched: search })
      )
    )
  ];
}
var words, viewOf, over, gallery, because, verbs2;
var init_views = __esm({
  "test/gallery/views.ts"() {
    "use strict";
    init_commands();
    init_parse();
    init_start();
    init_events2();
    init_filter_text();
    init_invitation();
    init_relationship_types();
    init_words();
    init_acts();
    init_agreement2();
    init_event();
    init_fault();
    init_form();
    init_help();
    init_home();
    init_invitation2();
    init_invitation_forms();
    init_items();
    init_list();
    init_mail();
    init_notice();
    init_notify();
    init_organization2();
    init_people2();
    init_problem();
    init_relationship();
    init_terms();
    init_problems2();
    init_world();
    words = wordsOf("en");
    viewOf = (name, drawn) => "fields" in drawn ? { name, form: drawn } : { name, card: drawn };
    over = (name, card) => ({ name, card, isOver: true });
    gallery = {
      invitationCard: invitationCard2,
      requestForm: ({ say, email, bare: bare3 }) => [
        ...["free", "fixed_by_cloud", "absent"].map(
          (dapChoice) => viewOf(
            dapChoice,
            requestForm(words, {
              customer: bare3 ? "" : email("hanna", "contoso.com"),
              type: bare3 ? void 0 : "delegated_administrator",
              dap: !bare3,
              dapChoice,
              note: bare3 ? "" : say("We met at the fair in Lisbon.")
            })
          )
        )
      ],
      providerInviteForm: ({ say, bare: bare3, fabrikam }) => [
        viewOf(
          "form",
          providerInviteForm(words, {
            reseller: bare3 ? "" : fabrikam.domain,
            note: bare3 ? "" : say("You know our terms.")
          })
        )
      ],
      draftForm: (world) => [world.details({ note: null }), world.unknown(), world.fromProvider()].flatMap((details, at) => {
        const link = `https://accord.example/i/${"a1b2c3d4".repeat(3)}`;
        const { subject, text: text3 } = invitationMail(words, details, link, 90);
        const to = details.invitation.recipientEmail ?? "";
        const draft = {
          invitationId: details.invitation.id,
          to,
          subject,
          text: text3,
          mailto: mailtoLink(to, subject, text3, link),
          mayMail: at === 1,
          recipientName: details.recipient?.name
        };
        const edited = { ...draft, subject: world.say(subject), text: world.say(text3) };
        return [
          viewOf(`draft ${at + 1}`, draftForm(words, draft)),
          viewOf(`edited ${at + 1}`, draftForm(words, edited))
        ];
      }),
      reviewForm: (world) => {
        const { details, fromProvider, agreements, mca, litware, asked, others, bare: bare3 } = world;
        const command = `accept ${asked.id}`;
        const review = { command, agreement: bare3 ? null : mca, replaces: null, several: [] };
        return [
          viewOf("review", reviewForm(words, details(), review)),
          viewOf("replacing", reviewForm(words, details(), { ...review, replaces: litware })),
          viewOf(
            "several",
            reviewForm(words, details({}, { agreement: agreements.accepted }), {
              ...review,
              agreement: null,
              several: others(2, 300)
            })
          ),
          viewOf(
            "without roles",
            reviewForm(words, details({ type: "reseller", includesDap: false }), review)
          ),
          viewOf("provider", reviewForm(words, fromProvider(), { ...review, agreement: null }))
        ];
      },
      declineForm: ({ details }) => [viewOf("form", declineForm(words, details()))],
      registerForm: ({ contoso, fabrikam, gil, bare: bare3 }) => [
        viewOf(
          "form",
          registerForm(words, {
            command: "redeem 7Qm2xV9cTz4LrY8sKd1WpA",
            domain: contoso.domain,
            senderName: fabrikam.name,
            tenantId: bare3 ? void 0 : "72f988bf-86f1-41af-91ab-2d7cd011db47",
            name: bare3 ? void 0 : gil.name,
            email: bare3 ? void 0 : gil.email
          })
        )
      ],
      agreementCard: ({ agreements, contoso }) => Object.entries(agreements).flatMap(
        ([name, status]) => [true, false].map(
          (mayAccept) => (name === "needed" || name === "outdated" ? viewOf : over)(
            `${name}${mayAccept ? "" : ", who may not accept"}`,
            agreementCard(words, status, { mayAccept, customerName: contoso.name })
          )
        )
      ),
      agreementForm: ({ mca }) => [
        viewOf("form", agreementForm(words, mca, 'agreement accept --version "2026-01"'))
      ],
      agreementRequestCard: ({ fabrikam, contoso, mca, acceptance }) => [null, acceptance].map(
        (accepted) => (accepted ? over : viewOf)(
          accepted ? "accepted" : "asked",
          agreementRequestCard(words, {
            partner: fabrikam,
            customer: contoso,
            agreement: mca,
            mayAccept: true,
            acceptance: accepted
          })
        )
      ),
      eventCard: (world) => eventKinds.map((kind) => viewOf(kind, eventCard(words, world.entry(kind), because(world)))),
      organizationEventCard: (world) => ["agreement.asked", "organization.changed", "member.joined"].map(
        (kind) => viewOf(
          kind,
          organizationEventCard(words, world.entry(kind), {
            organizationId: world.fabrikam.id,
            because: because(world)
          })
        )
      ),
      historyCard: (world) => [
        viewOf(
          "history",
          historyCard(words, {
            title: words.text("history.title", { of: world.contoso.name }),
            page: world.page((at) => world.entry(eventKinds[at % eventKinds.length] ?? "invitation.sent"), 25),
            command: `history ${world.contoso.domain}`
          })
        )
      ],
      faultCard: () => [true, false].map(
        (database) => viewOf(database ? "database" : "anything", faultCard(words, { reference: "a1b2c3d4", database }))
      ),
      noticeCard: ({ contoso, mca }) => [
        viewOf("reminded", noticeCard(words, "reminded", { recipient: contoso.name })),
        viewOf("mpsa_on", noticeCard(words, "mpsa_on")),
        viewOf("mpsa_off", noticeCard(words, "mpsa_off")),
        viewOf(
          "agreement_asked",
          noticeCard(words, "agreement_asked", { customer: contoso.name, version: mca.version })
        )
      ],
      problemCard: (world) => problemsIn(world).map(
        (one2, at) => viewOf(`${one2.code} ${at}`, problemCard(words, one2, world.fabrikam.id))
      ),
      helpCard: ({ ana, bare: bare3 }) => [
        viewOf("help", helpCard(words, { person: bare3 ? null : ana, verbs: bare3 ? [] : verbs2 }))
      ],
      verbHelpCard: () => verbs2.map(
        (verb) => viewOf(verb.verb, verbHelpCard(words, { ...verb, usage: verb.verb, who: null }))
      ),
      homeCard: (world) => {
        const full = {
          member: world.gil,
          organization: world.contoso,
          toAnswer: world.page(() => world.invitationRow("received"), 2),
          agreement: world.bare ? null : world.agreements.outdated,
          endAsked: world.page(() => world.relationship({ endAskedAt: now }), 1).items,
          asked: world.page((at) => world.invitationRow("sent", at === 0 ? { state: "draft" } : {}), 2),
          recent: world.page((at) => world.entry(eventKinds[at % eventKinds.length] ?? "invitation.sent"), 4).items,
          acts: world.bare ? [] : ["request", "invite_reseller"]
        };
        return [
          viewOf("full", homeCard(words, full, now)),
          viewOf(
            "only history",
            homeCard(
              words,
              {
                ...full,
                toAnswer: world.page(() => world.invitationRow("received"), 0),
                agreement: null,
                endAsked: []
              },
              now
            )
          )
        ];
      },
      listCard: ({ say, page }) => [
        viewOf(
          "list",
          listCard(words, {
            title: say("A list"),
            summary: say("Of some things"),
            items: page(() => ({ title: say("One"), detail: say("of them") })).items,
            page: page(() => 0),
            command: "members",
            empty: { sentence: say("There is nothing here.") }
          })
        )
      ],
      customersCard: (world) => listed2(
        world,
        (page, listing) => customersCard(
          words,
          page(() => world.relationship()),
          listing("customers")
        )
      ),
      partnersCard: (world) => listed2(
        world,
        (page, listing) => partnersCard(
          words,
          page(() => world.relationship({ hasDap: false, endAskedAt: now })),
          listing("partners")
        )
      ),
      providersCard: (world) => listed2(
        world,
        (page, listing) => providersCard(
          words,
          page(() => world.partnership()),
          listing("providers")
        )
      ),
      resellersCard: (world) => listed2(
        world,
        (page, listing) => resellersCard(
          words,
          page(() => world.partnership({ adminAccess: false })),
          listing("resellers")
        )
      ),
      invitationsCard: (world) => listed2(
        world,
        (page, listing) => invitationsCard(
          words,
          page(
            (at) => world.invitationRow(at % 2 ? "sent" : "received", {
              state: invitationStates[at % invitationStates.length] ?? "sent"
            })
          ),
          listing("invitations sent"),
          now
        )
      ),
      organizationCard: (world) => {
        const overview = {
          viewer: world.fabrikam,
          organization: world.contoso,
          related: true,
          asCustomer: world.relationship(),
          asPartner: null,
          partnership: null,
          agreement: world.agreements.accepted,
          openInvitations: world.page(() => world.details({ kind: "delegated_administration" }), 1).items,
          acts: world.bare ? [] : ["remove_roles", "ask_agreement", "end", "history"]
        };
        const every = [
          "request",
          "invite_reseller",
          "remove_roles",
          "ask_roles",
          "remove_access",
          "ask_agreement",
          "end",
          "ask_end",
          "refuse_end",
          "history"
        ];
        return [
          viewOf("customer", organizationCard(words, overview, now)),
          viewOf(
            "customer without the agreement",
            organizationCard(
              words,
              {
                ...overview,
                asCustomer: world.relationship({ hasDap: false, endAskedAt: now }),
                agreement: world.agreements.outdated
              },
              now
            )
          ),
          viewOf(
            "everything at once",
            organizationCard(
              words,
              { ...overview, asPartner: world.relationship(), partnership: world.partnership(), acts: every },
              now
            )
          ),
          viewOf(
            "unrelated",
            organizationCard(
              words,
              {
                ...overview,
                related: false,
                asCustomer: null,
                agreement: null,
                openInvitations: [],
                acts: ["request"]
              },
              now
            )
          )
        ];
      },
      whoamiCard: ({ member, agent, fabrikam, mood }) => [member, agent].map(
        (one2, at) => viewOf(
          at === 0 ? "customer" : "partner",
          whoamiCard(words, {
            member: one2,
            organization: fabrikam,
            identities: Array.from(
              { length: mood.many(2, 50) },
              (_, place) => place % 2 === 0 ? { platform: "slack", tenant: "T0FABRIKAM", user: "U0000000001" } : {
                platform: "teams",
                tenant: "72f988bf-86f1-41af-91ab-2d7cd011db47",
                user: "0d5a2f43-9f0b-4a4f-8f43-1b0d2b6f1c11"
              }
            )
          })
        )
      ),
      strangerCard: () => [viewOf("stranger", strangerCard(words))],
      membersCard: (world) => [true, false].map(
        (mayManage) => viewOf(
          mayManage ? "who manages" : "who does not",
          membersCard(
            words,
            world.page((at) => ({
              member: at % 2 ? world.member : world.agent,
              platforms: at === 0 ? ["slack", "teams"] : at === 1 ? ["teams"] : []
            })),
            { mayManage }
          )
        )
      ),
      memberAddForm: ({ fabrikam, contoso, gil, bare: bare3 }) => [fabrikam, contoso].map(
        (one2) => viewOf(
          one2.programme ?? "customer",
          memberAddForm(words, {
            command: "member add",
            organization: one2,
            ...bare3 ? {} : { person: "U0000000001", name: gil.name, email: gil.email }
          })
        )
      ),
      codeCard: ({ gil }) => [
        viewOf(
          "code",
          codeCard(words, { code: "7qm2xv9ctz4lry8skd1wpa0123", expiresAt: now, name: gil.name })
        )
      ],
      joinedCard: ({ agent, fabrikam }) => [
        viewOf("joined", joinedCard(words, { member: agent, organization: fabrikam }))
      ],
      subscriptionsCard: (world) => [
        viewOf("list", subscriptionsCard(words, world.page(() => subscription(world), 2).items))
      ],
      subscribedCard: (world) => [viewOf("on", subscribedCard(words, subscription(world)))],
      unsubscribedCard: (world) => [
        viewOf("off", unsubscribedCard(words, [subscription(world).expression])),
        viewOf(
          "off, several",
          unsubscribedCard(words, world.page(() => subscription(world).expression).items)
        )
      ],
      relationshipCard: (world) => {
        const { relationship: between, fabrikam, contoso } = world;
        const card = relationshipCard;
        const phases = [
          ["active", between(), false],
          ["roles removed", between({ hasDap: false }), true],
          ["end asked", between({ endAskedAt: now }), false],
          ["ended", between({ state: "ended", hasDap: false, endedAt: now }), false]
        ];
        return phases.flatMap(([name, details, rolesRemoved]) => [
          viewOf(
            `${name}, partner`,
            card(words, details, {
              organizationId: fabrikam.id,
              rolesRemoved,
              acts: name === "end asked" ? ["end", "refuse_end"] : [],
              because: because(world)
            })
          ),
          (name === "ended" ? over : viewOf)(
            `${name}, customer`,
            card(words, details, { organizationId: contoso.id, rolesRemoved })
          )
        ]);
      },
      partnershipCard: ({ partnership, fabrikam, tailspin }) => [
        partnership(),
        partnership({ adminAccess: false }),
        partnership({ state: "ended", endedAt: now })
      ].flatMap((details, at) => [
        viewOf(
          `${at + 1}, reseller`,
          partnershipCard(words, details, {
            organizationId: fabrikam.id,
            acts: at === 0 ? ["remove_access"] : []
          })
        ),
        viewOf(
          `${at + 1}, provider`,
          partnershipCard(words, details, { organizationId: tailspin.id })
        )
      ]),
      endRefusalForm: ({ contoso }) => [
        viewOf(
          "form",
          endRefusalForm(words, { command: `end refuse ${contoso.domain}`, customer: contoso.name })
        )
      ]
    };
    because = ({ say }) => say("your organization\u2019s approvals, which are asked for here");
    verbs2 = commands.map((command) => ({
      verb: command.verb,
      topic: command.topic,
      summary: words.text(`verb.${verbKey(command)}`),
      example: words.text(`example.${verbKey(command)}`)
    }));
  }
});

// adapters/slack/text.ts
function cut(text3, most3) {
  const clean2 = text3.replace(UNSEEN, "");
  if (clean2.length <= most3) return clean2;
  const end2 = graphemes.segment(clean2).containing(most3 - 1)?.index ?? 0;
  return `${clean2.slice(0, end2).trimEnd()}\u2026`;
}
function cutText(text3, most3) {
  if (typeof text3 === "string") return cut(text3, most3);
  const kept = [];
  let left = most3;
  for (const part2 of text3) {
    if (left <= 0) return [...kept, "\u2026"];
    kept.push(cutPart(part2, left));
    const isTime = typeof part2 !== "string" && part2.kind === "time";
    if (!isTime && labelOf(part2).length > left) return kept;
    left -= isTime ? TIME : labelOf(part2).length;
  }
  return kept;
}
function cutPart(part2, most3) {
  if (typeof part2 === "string") return cut(part2, most3);
  if (part2.kind === "time") return part2;
  if (part2.kind === "strong") return { ...part2, text: cut(part2.text, most3) };
  return { ...part2, label: line(part2.label, most3) };
}
function addressOf(url) {
  const address = URL.canParse(url) ? new URL(url) : void 0;
  if (!address || !["http:", "https:", "mailto:"].includes(address.protocol)) return void 0;
  return address.href.length <= ADDRESS ? address : void 0;
}
function mrkdwnOf(text3) {
  let said3 = "";
  const parts = partsOf(text3);
  for (const [index2, part2] of parts.entries()) {
    if (reads(labelOf(part2))) return void 0;
    const next = parts[index2 + 1];
    const piece = markupOf(part2, said3, next === void 0 ? "" : labelOf(next));
    if (piece === void 0) return void 0;
    said3 += piece;
  }
  return said3;
}
function markupOf(part2, before, after2) {
  if (typeof part2 === "string") return escaped(part2);
  switch (part2.kind) {
    case "time":
      return `<!date^${secondsOf(part2.at)}^${formatOf(part2.style)}|${fallbackOf(part2.at, part2.style)}>`;
    case "strong": {
      const edges = /(^|\s)$/.test(before) && /^($|[\s.,:;!?)])/.test(after2) && /^\S(.*\S)?$/.test(part2.text);
      return edges ? `*${escaped(part2.text)}*` : void 0;
    }
    case "link": {
      const address = addressOf(part2.url)?.href.replaceAll("|", "%7C");
      return address ? `<${escaped(address)}|${escaped(part2.label)}>` : escaped(part2.label);
    }
  }
}
function richPartOf(part2, style) {
  const styled = style.bold ? { style } : {};
  if (typeof part2 === "string") return { type: "text", text: part2, ...styled };
  switch (part2.kind) {
    case "time":
      return {
        type: "date",
        timestamp: secondsOf(part2.at),
        format: formatOf(part2.style),
        fallback: fallbackOf(part2.at, part2.style),
        ...styled
      };
    case "strong":
      return { type: "text", text: part2.text, style: { bold: true } };
    case "link": {
      const address = addressOf(part2.url)?.href;
      if (!address) return { type: "text", text: part2.label, ...styled };
      return { type: "link", url: address, text: part2.label, ...styled };
    }
  }
}
var ADDRESS, TIME, graphemes, UNSEEN, line, plain, escaped, escapes, partsOf, labelOf, wordsOf2, reads, richOf, secondsOf, formatOf, fallbackOf;
var init_text = __esm({
  "adapters/slack/text.ts"() {
    "use strict";
    ADDRESS = 3e3;
    TIME = 20;
    graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
    UNSEEN = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;
    line = (text3, most3) => cut(text3.replace(/\s+/g, " ").trim(), most3) || "\u2013";
    plain = (text3, most3) => ({
      type: "plain_text",
      text: line(text3, most3),
      emoji: false
    });
    escaped = (text3) => text3.replace(/[&<>]/g, (sign) => escapes[sign] ?? sign);
    escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
    partsOf = (text3) => typeof text3 === "string" ? [text3] : text3;
    labelOf = (part2) => {
      if (typeof part2 === "string") return part2;
      if (part2.kind === "time") return fallbackOf(part2.at, part2.style);
      return part2.kind === "strong" ? part2.text : part2.label;
    };
    wordsOf2 = (text3) => typeof text3 === "string" ? text3 : text3.map(labelOf).join("");
    reads = (text3) => /(^|[^\p{L}\p{N}])[*_~](?=\S)|`|^\s*>|:[\w+'-]+:/mu.test(text3);
    richOf = (text3, style = {}) => partsOf(text3).filter((part2) => labelOf(part2) !== "").map((part2) => richPartOf(part2, style));
    secondsOf = (at) => Math.floor(at.getTime() / 1e3);
    formatOf = (style) => style === "date" ? "{date_short}" : "{date_short} {time}";
    fallbackOf = (at, style) => style === "date" ? at.toISOString().slice(0, 10) : `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  }
});

// adapters/slack/buttons.ts
function elementOf(button2, drawing) {
  const text3 = plain(button2.label, LABEL);
  if ("url" in button2) {
    const url = webAddress(button2.url);
    return url === void 0 ? void 0 : { type: "button", action_id: drawing.nextId(), text: text3, url };
  }
  if (button2.command.length > COMMAND) return void 0;
  return {
    type: "button",
    action_id: drawing.nextId(),
    text: text3,
    value: button2.command,
    ...button2.intent ? { style: styleOf(button2.intent) } : {},
    ...button2.confirm ? { confirm: confirmOf(button2.confirm, button2.intent) } : {}
  };
}
var LABEL, COMMAND, webAddress, styleOf, confirmOf;
var init_buttons = __esm({
  "adapters/slack/buttons.ts"() {
    "use strict";
    init_text();
    LABEL = 75;
    COMMAND = 2e3;
    webAddress = (url) => {
      const address = addressOf(url);
      return address && address.protocol !== "mailto:" ? address.href : void 0;
    };
    styleOf = (intent) => intent === "go" ? "primary" : "danger";
    confirmOf = ({ title, text: text3, yes, no }, intent) => ({
      title: plain(title, 100),
      text: plain(text3, 300),
      confirm: plain(yes, 30),
      deny: plain(no, 30),
      ...intent ? { style: styleOf(intent) } : {}
    });
  }
});

// adapters/slack/blocks.ts
function blockOf(block, drawing) {
  switch (block.kind) {
    case "text":
      return paragraph(cutText(block.text, drawing.chars), block.tone ?? "plain");
    case "status":
      return paragraph([`${signs[block.tone]} `, ...partsOf2(cutText(block.text, drawing.chars))], "plain");
    case "facts":
      return factsOf2(block.facts, drawing);
    case "list":
      return listOf2(block.items, drawing);
    case "quote":
      return [rich({ type: "rich_text_quote", elements: richOf(cut(block.text, drawing.chars * 2) || "\u2013") })];
    case "buttons":
      return buttonsOf2(block.buttons, drawing);
  }
}
function paragraph(text3, tone) {
  if (wordsOf2(text3).trim() === "") return [];
  if (tone === "strong") return [lines(richOf(text3, { bold: true }))];
  const said3 = mrkdwnOf(text3);
  if (said3 === void 0 || said3.length > (tone === "quiet" ? FIELD : SECTION)) return [lines(richOf(text3))];
  return tone === "quiet" ? [{ type: "context", elements: [mrkdwn(said3)] }] : [{ type: "section", text: mrkdwn(said3) }];
}
function factsOf2(facts2, drawing) {
  const blocks = [];
  let beside = [];
  const flush = () => {
    blocks.push(...chunks(beside, FIELDS).map(columnsOf));
    beside = [];
  };
  for (const fact of facts2.slice(0, drawing.items)) {
    const label = line(fact.label, LABEL);
    const most3 = Math.min(drawing.chars, FIELD - 2 * LABEL);
    const value = wordsOf2(fact.value).trim() === "" ? "\u2013" : cutText(fact.value, most3);
    const cell = cellOf(label, value);
    if (cell !== void 0 && wordsOf2(value).length <= HALF) {
      beside.push(cell);
      continue;
    }
    flush();
    blocks.push(
      cell === void 0 ? lines([...richOf(`${label}
`, { bold: true }), ...richOf(value)]) : { type: "section", text: mrkdwn(cell) }
    );
  }
  flush();
  return [...blocks, ...moreOf(facts2.length - drawing.items, drawing.words)];
}
function cellOf(label, value) {
  const name = mrkdwnOf(label);
  const said3 = mrkdwnOf(value);
  if (name === void 0 || said3 === void 0) return void 0;
  const cell = `*${name}*
${said3}`;
  return cell.length <= FIELD ? cell : void 0;
}
function listOf2(items2, drawing) {
  const shown = items2.slice(0, drawing.items);
  return [
    ...shown.flatMap((item) => itemOf(item, drawing)),
    ...moreOf(items2.length - shown.length, drawing.words)
  ];
}
function itemOf(item, drawing) {
  const title = cutText(item.title, Math.min(drawing.chars, LABEL * 2));
  const detail = item.detail === void 0 ? "" : cutText(item.detail, Math.min(drawing.chars, FIELD));
  const button2 = item.button && elementOf(item.button, drawing);
  const text3 = [...partsOf2(title), ...wordsOf2(detail) === "" ? [] : ["\n", ...partsOf2(detail)]];
  if (wordsOf2(text3).trim() === "" && !button2) return [];
  const said3 = headed(title, detail) ?? mrkdwnOf(text3);
  if (!button2) {
    const link = item.button && "url" in item.button ? buttonsOf2([item.button], drawing) : [];
    const fits2 = said3 !== void 0 && said3.length <= SECTION;
    return [fits2 ? { type: "section", text: mrkdwn(said3) } : lines(richOf(text3)), ...link];
  }
  if (said3 !== void 0 && said3.trim() !== "" && said3.length <= SECTION) {
    return [{ type: "section", text: mrkdwn(said3), accessory: button2 }];
  }
  const words3 = {
    type: "plain_text",
    text: cut(wordsOf2(text3).trim(), SECTION) || "\u2013",
    emoji: false
  };
  return [{ type: "section", text: words3, accessory: button2 }];
}
function headed(title, detail) {
  const name = typeof title === "string" ? mrkdwnOf(line(title, LABEL * 2)) : void 0;
  const rest = mrkdwnOf(detail);
  if (name === void 0 || rest === void 0) return void 0;
  return rest === "" ? `*${name}*` : `*${name}*
${rest}`;
}
function buttonsOf2(buttons3, drawing) {
  const elements = buttons3.map((button2) => elementOf(button2, drawing)).filter((element) => element !== void 0);
  const links = buttons3.flatMap(
    (button2) => "url" in button2 && webAddress(button2.url) === void 0 ? paragraph([{ kind: "link", label: line(button2.label, LABEL), url: button2.url }], "plain") : []
  );
  const rows = chunks(elements, ACTIONS).map((row) => ({ type: "actions", elements: row }));
  return [...rows, ...links];
}
var SECTION, FIELD, FIELDS, HALF, ACTIONS, signs, blocksOf, partsOf2, rich, lines, mrkdwn, moreOf, columnsOf, chunks;
var init_blocks = __esm({
  "adapters/slack/blocks.ts"() {
    "use strict";
    init_buttons();
    init_text();
    SECTION = 3e3;
    FIELD = 2e3;
    FIELDS = 10;
    HALF = 70;
    ACTIONS = 25;
    signs = { good: "\u2705", bad: "\u26D4", waiting: "\u23F3", neutral: "\u2139\uFE0F" };
    blocksOf = (blocks, drawing) => blocks.flatMap((block) => blockOf(block, drawing));
    partsOf2 = (text3) => typeof text3 === "string" ? [text3] : text3;
    rich = (...elements) => ({
      type: "rich_text",
      elements
    });
    lines = (elements) => rich({ type: "rich_text_section", elements });
    mrkdwn = (text3) => ({ type: "mrkdwn", text: text3, verbatim: true });
    moreOf = (left, words3) => left > 0 ? [{ type: "context", elements: [plain(words3.more(left), FIELD)] }] : [];
    columnsOf = (cells) => {
      const [only = "", ...others] = cells;
      return others.length === 0 ? { type: "section", text: mrkdwn(only) } : { type: "section", fields: cells.map(mrkdwn) };
    };
    chunks = (all, size) => Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
  }
});

// adapters/slack/fields.ts
function inputOf(field, words3) {
  const input = elementOf2(field);
  if (!input) return { type: "section", text: plain(`${field.label}: \u2013`, TEXT) };
  const left = "options" in field ? field.options.length - shownOf(field).length : 0;
  const hint = [input.unsaid, field.hint, left > 0 ? words3.more(left) : void 0].filter(Boolean).join(" ");
  return {
    type: "input",
    block_id: field.name,
    label: plain(field.label, LABEL2),
    ...hint ? { hint: plain(hint, LABEL2) } : {},
    // Slack's client holds back a box that must be ticked and says so in its own words; ours are to be heard.
    optional: field.kind === "tick" || field.optional === true,
    element: input.element
  };
}
function elementOf2(field) {
  const action_id = field.kind;
  switch (field.kind) {
    case "text":
    case "long_text":
      return { element: textInputOf(field) };
    case "choice":
      return choiceOf(field);
    case "choices":
      return choicesOf(field);
    case "tick": {
      const box = optionOf({ value: "yes", label: field.tick });
      const whole = line(field.tick, LABEL2);
      return {
        element: {
          type: "checkboxes",
          action_id,
          options: [box],
          ...field.value ? { initial_options: [box] } : {}
        },
        ...whole.length > OPTION ? { unsaid: whole } : {}
      };
    }
    case "person": {
      const known = field.value !== void 0 && /^[UW][A-Z0-9]+$/.test(field.value);
      return {
        element: { type: "users_select", action_id, ...known ? { initial_user: field.value } : {} }
      };
    }
    case "date": {
      const known = field.value !== void 0 && /^\d{4}-\d\d-\d\d$/.test(field.value);
      return { element: { type: "datepicker", action_id, ...known ? { initial_date: field.value } : {} } };
    }
  }
}
function textInputOf(field) {
  const most3 = Math.min(Math.max(field.most, 1), TEXT);
  const value = cut(field.value, most3);
  return {
    type: "plain_text_input",
    action_id: field.kind,
    multiline: field.kind === "long_text",
    max_length: most3,
    ...value ? { initial_value: value } : {},
    ...field.kind === "text" && field.placeholder ? { placeholder: plain(field.placeholder, 150) } : {}
  };
}
function choiceOf(field) {
  const options = shownOf(field).map(optionOf);
  if (options.length === 0) return void 0;
  const chosen = options.find((option) => option.value === field.value);
  const rest = { action_id: field.kind, options, ...chosen ? { initial_option: chosen } : {} };
  return { element: { type: options.length <= RADIOS ? "radio_buttons" : "static_select", ...rest } };
}
function choicesOf(field) {
  const options = shownOf(field).map(optionOf);
  if (options.length === 0) return void 0;
  const chosen = options.filter((option) => field.value.includes(option.value));
  const rest = { action_id: field.kind, options, ...chosen.length > 0 ? { initial_options: chosen } : {} };
  return { element: { type: options.length <= BOXES ? "checkboxes" : "multi_static_select", ...rest } };
}
function shownOf({ options, value }) {
  if (options.length <= OPTIONS) return options;
  const chosen = options.filter((option) => value === option.value || value?.includes(option.value)).slice(0, OPTIONS);
  const others = options.filter((option) => !chosen.includes(option)).slice(0, OPTIONS - chosen.length);
  return options.filter((option) => chosen.includes(option) || others.includes(option));
}
function optionOf({ value, label }) {
  if (value === "" || value.length > OPTION_VALUE)
    throw new Error("An option\u2019s value does not fit Slack\u2019s bounds");
  return { text: plain(label, OPTION), value };
}
var TEXT, LABEL2, OPTION, OPTION_VALUE, OPTIONS, BOXES, RADIOS;
var init_fields = __esm({
  "adapters/slack/fields.ts"() {
    "use strict";
    init_text();
    TEXT = 3e3;
    LABEL2 = 2e3;
    OPTION = 75;
    OPTION_VALUE = 150;
    OPTIONS = 100;
    BOXES = 10;
    RADIOS = 4;
  }
});

// adapters/slack/render.ts
function modalOfForm(form, words3, metadata = "", errors = {}) {
  if (metadata.length > METADATA)
    throw new Error("A form\u2019s command line does not fit Slack\u2019s private_metadata");
  const inputs = form.fields.map((field) => inputOf(field, words3));
  const above = [...faultsOf(form, errors), ...form.blocks];
  return {
    type: "modal",
    callback_id: formCallback,
    private_metadata: metadata,
    title: modalTitle(form.title),
    submit: plain(fits(form.submit) ? form.submit : form.shortSubmit ?? form.submit, MODAL_TITLE),
    close: plain(form.cancel, MODAL_TITLE),
    blocks: [...fitted(above, titleAbove(form.title), VIEW_BLOCKS - inputs.length, words3), ...inputs]
  };
}
function faultsOf(form, errors) {
  const own = form.fields.flatMap(({ name, error }) => error === void 0 ? [] : [[name, error]]);
  return Object.entries({ ...Object.fromEntries(own), ...errors }).map(([name, error]) => {
    const label = form.fields.find((field) => field.name === name)?.label;
    return { kind: "status", tone: "bad", text: label === void 0 ? error : `${label}: ${error}` };
  });
}
function fitted(blocks, above, most3, words3) {
  let drawn = [];
  for (const room of rooms) {
    drawn = [...above, ...blocksOf(blocks, drawingIn(room, words3))];
    if (drawn.length <= most3 && sizeOf(drawn) <= ALL_TEXT) return drawn;
  }
  return firstOf(drawn, most3, words3);
}
function drawingIn(room, words3) {
  let made = 0;
  const nextId = () => {
    made += 1;
    return `button_${made}`;
  };
  return { ...room, words: words3, nextId };
}
function firstOf(blocks, most3, words3) {
  const buttonsFirst = [...blocks].sort(
    (a, b) => Number(b.type === "actions") - Number(a.type === "actions")
  );
  const kept = /* @__PURE__ */ new Set();
  let size = 0;
  for (const block of buttonsFirst) {
    size += sizeOf([block]);
    if (kept.size >= most3 - 1 || size > ALL_TEXT) break;
    kept.add(block);
  }
  return [...blocks.filter((block) => kept.has(block)), ...moreOf(blocks.length - kept.size, words3)];
}
function sizeOf(blocks) {
  const count2 = (value) => {
    if (typeof value !== "object" || value === null) return 0;
    return Object.entries(value).reduce(
      (sum, [key, inner]) => sum + (key === "text" && typeof inner === "string" ? inner.length : count2(inner)),
      0
    );
  };
  return count2(blocks) + blocks.length * PER_BLOCK;
}
var formCallback, MESSAGE_BLOCKS, VIEW_BLOCKS, ALL_TEXT, SUMMARY, HEADER, MODAL_TITLE, APP, METADATA, PER_BLOCK, rooms, message, home2, modalOfCard, header, fits, modalTitle, titleAbove;
var init_render = __esm({
  "adapters/slack/render.ts"() {
    "use strict";
    init_blocks();
    init_fields();
    init_text();
    formCallback = "accord_form";
    MESSAGE_BLOCKS = 50;
    VIEW_BLOCKS = 100;
    ALL_TEXT = 11e3;
    SUMMARY = 500;
    HEADER = 150;
    MODAL_TITLE = 24;
    APP = "Accord";
    METADATA = 3e3;
    PER_BLOCK = 20;
    rooms = [
      { chars: 2900, items: 100 },
      { chars: 1e3, items: 45 },
      { chars: 400, items: 30 },
      { chars: 150, items: 20 },
      { chars: 60, items: 10 },
      { chars: 24, items: 5 }
    ];
    message = (card, words3) => ({
      text: escaped(line(card.summary, SUMMARY)),
      blocks: fitted(card.blocks, [header(card.title)], MESSAGE_BLOCKS, words3)
    });
    home2 = (card, words3) => ({
      type: "home",
      blocks: fitted(card.blocks, [header(card.title)], VIEW_BLOCKS, words3)
    });
    modalOfCard = (card, words3, metadata = "") => ({
      type: "modal",
      callback_id: "accord_card",
      private_metadata: metadata,
      title: modalTitle(card.title),
      close: plain(words3.close, MODAL_TITLE),
      blocks: fitted(card.blocks, titleAbove(card.title), VIEW_BLOCKS, words3)
    });
    header = (title) => ({ type: "header", text: plain(title, HEADER) });
    fits = (title) => line(title, HEADER).length <= MODAL_TITLE;
    modalTitle = (title) => plain(fits(title) ? title : APP, MODAL_TITLE);
    titleAbove = (title) => fits(title) ? [] : [header(title)];
  }
});

// adapters/teams/adaptive-card.ts
var CARD;
var init_adaptive_card = __esm({
  "adapters/teams/adaptive-card.ts"() {
    "use strict";
    CARD = "application/vnd.microsoft.card.adaptive";
  }
});

// adapters/teams/text.ts
function cut2(text3, most3) {
  const whole = clean(text3);
  if (whole.length <= most3) return whole;
  const end2 = graphemes2.segment(whole).containing(most3 - 1)?.index ?? 0;
  return `${whole.slice(0, end2).trimEnd()}\u2026`;
}
function markedUp(text3, most3) {
  let left = most3;
  let said3 = "";
  const parts = partsOf3(text3);
  for (const [index2, part2] of parts.entries()) {
    if (left <= 0) return `${said3}\u2026`;
    said3 += markupOf2(part2, left, said3, wordsOf3(parts[index2 + 1] ?? ""));
    const isTime = typeof part2 !== "string" && part2.kind === "time";
    if (!isTime && wordsOf3(part2).length > left) return said3;
    left -= isTime ? TIME2 : wordsOf3(part2).length;
  }
  return said3;
}
function markupOf2(part2, most3, before, after2) {
  if (typeof part2 === "string") return escaped2(cut2(part2, most3));
  switch (part2.kind) {
    case "time":
      return timeOf2(part2.at, part2.style);
    case "strong":
      return strong(cut2(oneLine(part2.text), most3), before, after2);
    case "link": {
      const address = addressOf2(part2.url);
      const label = escaped2(plain2(part2.label, most3));
      if (address === void 0) return label;
      return `[${label.replace(/[[\]]/g, "\\$&")}](${address.replace(/[\s()<>[\]\\`]/g, percent)})`;
    }
  }
}
function strong(text3, before, after2) {
  if (text3 === "") return "";
  const open = /^[\p{P}\p{S}]/u.test(text3) && /[^\s\p{P}\p{S}]$/u.test(before) ? "\u200A" : "";
  const close = /[\p{P}\p{S}]$/u.test(text3) && /^[^\s\p{P}\p{S}]/u.test(after2) ? "\u200A" : "";
  return `${open}**${escaped2(text3)}**${close}`;
}
function timeOf2(at, style) {
  const moment2 = `${at.toISOString().slice(0, 19)}Z`;
  const date2 = `{{DATE(${moment2}, SHORT)}}`;
  return style === "date" ? date2 : `${date2} {{TIME(${moment2})}}`;
}
function addressOf2(url) {
  const address = URL.canParse(url) ? new URL(url) : void 0;
  if (!address || !["http:", "https:", "mailto:"].includes(address.protocol)) return void 0;
  return address.href.length <= ADDRESS2 ? address.href : void 0;
}
var ADDRESS2, TIME2, BREAK, graphemes2, UNSEEN2, clean, oneLine, plain2, unread, escaped2, LINE_START, markdown, markdownLine, partsOf3, percent, wordsOf3;
var init_text2 = __esm({
  "adapters/teams/text.ts"() {
    "use strict";
    ADDRESS2 = 8e3;
    TIME2 = 20;
    BREAK = "\u200B";
    graphemes2 = new Intl.Segmenter("en", { granularity: "grapheme" });
    UNSEEN2 = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu;
    clean = (text3) => text3.replace(/\r\n?/g, "\n").replace(UNSEEN2, "");
    oneLine = (text3) => clean(text3).replace(/\s+/g, " ").trim();
    plain2 = (text3, most3) => unread(cut2(oneLine(text3), most3)) || "\u2013";
    unread = (text3) => text3.replace(/<(?=[a-z/!?])/gi, `<${BREAK}`).replace(/\](?=[(:])/g, `]${BREAK}`).replace(/\{(?=\{)/g, `{${BREAK}`).replace(/&(?=#?\w+;)/g, `&${BREAK}`).replace(/~(?=~)/g, `~${BREAK}`);
    escaped2 = (text3) => unread(text3).replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\").replace(/[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");
    LINE_START = /^[ \t]*(?=[-+>#=~|:]|\d{1,9}[.)](?:\s|$))/gm;
    markdown = (text3, most3) => markedUp(text3, most3).replace(/^[ \t]+/gm, "").replace(LINE_START, BREAK).replace(/\n+/g, "\n\n").trim();
    markdownLine = (text3, most3) => markedUp(text3, most3).replace(/\s+/g, " ").trim().replace(LINE_START, BREAK) || "\u2013";
    partsOf3 = (text3) => typeof text3 === "string" ? [text3] : text3;
    percent = (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
    wordsOf3 = (part2) => {
      if (typeof part2 === "string") return clean(part2);
      if (part2.kind === "time") return "";
      return oneLine(part2.kind === "strong" ? part2.text : part2.label);
    };
  }
});

// adapters/teams/blocks.ts
function elementsOfBlock(block, room, words3) {
  switch (block.kind) {
    case "text":
      return paragraph2(markdown(block.text, room.chars), toneStyles[block.tone ?? "plain"]);
    case "status":
      return paragraph2(markdown(block.text, room.chars), statusStyles[block.tone]);
    case "facts":
      return factsOf3(block.facts, room, words3);
    case "list":
      return listOf3(block.items, room, words3);
    case "quote":
      return [
        {
          type: "Container",
          style: "emphasis",
          items: paragraph2(markdown(block.text, room.chars * 2) || "\u2013")
        }
      ];
    case "buttons":
      return buttonsOf3(block.buttons);
  }
}
function factsOf3(facts2, room, words3) {
  if (facts2.length === 0) return [];
  const shown = facts2.slice(0, room.items).map(({ label, value }) => ({
    title: unbroken(markdownLine(label, LABEL3)),
    value: markdownLine(value, room.chars)
  }));
  return [{ type: "FactSet", facts: shown }, ...moreOf2(facts2.length - shown.length, words3)];
}
function listOf3(items2, room, words3) {
  const shown = items2.slice(0, room.items).map((item) => itemOf2(item, room));
  return [...shown, ...moreOf2(items2.length - shown.length, words3)];
}
function itemOf2({ title, detail, button: button2 }, room) {
  const texts = [
    // A name stands out; a whole sentence in bold would shout.
    ...paragraph2(markdownLine(title, room.chars), typeof title === "string" ? { weight: "Bolder" } : {}),
    ...paragraph2(markdown(detail ?? "", room.chars), { isSubtle: true, spacing: "None" })
  ];
  const buttons3 = button2 ? buttonsOf3([button2]) : [];
  if (buttons3.length === 0) return { type: "Container", separator: true, items: texts };
  return {
    type: "ColumnSet",
    separator: true,
    columns: [
      { type: "Column", width: "stretch", items: texts },
      { type: "Column", width: "auto", verticalContentAlignment: "Center", items: buttons3 }
    ]
  };
}
function buttonsOf3(buttons3) {
  const rows = [];
  let left = 0;
  for (const action of buttons3.map(actionOf).filter((one2) => one2 !== void 0)) {
    const wide = (action.title ?? "").length + AROUND;
    const row = rows.at(-1);
    if (row && wide <= left && row.length < ROW) row.push(action);
    else {
      rows.push([action]);
      left = ROW_CHARS;
    }
    left -= wide;
  }
  return rows.map((actions) => ({ type: "ActionSet", actions }));
}
function actionOf(button2) {
  const title = plain2(button2.label, LABEL3);
  if ("url" in button2) {
    const url = addressOf2(button2.url);
    return url === void 0 ? void 0 : { type: "Action.OpenUrl", title, url };
  }
  if (button2.command.length > COMMAND2) return void 0;
  const style = styleOf2(button2.intent);
  if (button2.confirm === void 0) return execute(title, { command: button2.command }, style);
  const { title: question, text: text3, yes } = button2.confirm;
  const body = [
    ...paragraph2(markdownLine(question, 300), { weight: "Bolder" }),
    ...paragraph2(markdown(text3, 1e3))
  ];
  const actions = [execute(plain2(yes, LABEL3), { command: button2.command }, style)];
  return {
    type: "Action.ShowCard",
    title,
    ...style ? { style } : {},
    card: { type: "AdaptiveCard", body, actions }
  };
}
var VERB, ROW, ROW_CHARS, AROUND, LABEL3, SHORT, COMMAND2, elementsOf, toneStyles, statusStyles, paragraph2, quiet2, unbroken, moreOf2, styleOf2, execute;
var init_blocks2 = __esm({
  "adapters/teams/blocks.ts"() {
    "use strict";
    init_text2();
    VERB = "accord";
    ROW = 6;
    ROW_CHARS = 64;
    AROUND = 4;
    LABEL3 = 100;
    SHORT = 20;
    COMMAND2 = 2e3;
    elementsOf = (blocks, room, words3) => blocks.flatMap((block) => elementsOfBlock(block, room, words3));
    toneStyles = {
      plain: {},
      quiet: { isSubtle: true, size: "Small" },
      strong: { weight: "Bolder" }
    };
    statusStyles = {
      good: { color: "Good", weight: "Bolder" },
      bad: { color: "Attention", weight: "Bolder" },
      waiting: { color: "Warning", weight: "Bolder" },
      neutral: { weight: "Bolder" }
    };
    paragraph2 = (text3, style = {}) => text3 === "" ? [] : [{ type: "TextBlock", text: text3, wrap: true, ...style }];
    quiet2 = (text3) => paragraph2(text3, toneStyles.quiet);
    unbroken = (label) => label.length <= SHORT ? label.replaceAll(" ", "\xA0") : label;
    moreOf2 = (left, words3) => left > 0 ? quiet2(markdown(words3.more(left), LABEL3)) : [];
    styleOf2 = (intent) => intent && (intent === "go" ? "positive" : "destructive");
    execute = (title, data, style) => ({
      type: "Action.Execute",
      title,
      verb: VERB,
      data,
      ...style ? { style } : {},
      fallback: { type: "Action.Submit", title, data }
    });
  }
});

// adapters/teams/fields.ts
function elementsOfField(field, error, room, words3) {
  const left = "options" in field ? field.options.length - shownOf2(field, room).length : 0;
  const hint = [field.optional === true && field.kind !== "tick" ? words3.optional : "", field.hint ?? ""];
  return [
    inputOf2(field, room),
    ...error === void 0 ? [] : errorOf(field.name, error),
    ...quiet2(markdown(hint.filter(Boolean).join(" \xB7 "), room.chars)),
    ...moreOf2(left, words3)
  ];
}
function inputOf2(field, room) {
  const facts2 = { id: field.name, label: plain2(field.label, LABEL4) };
  switch (field.kind) {
    case "text":
    case "long_text":
      return {
        type: "Input.Text",
        ...facts2,
        maxLength: field.most,
        ...field.value === "" ? {} : { value: cut2(field.value, Math.min(field.most, room.values)) },
        ...field.kind === "long_text" ? { isMultiline: true } : {},
        ..."placeholder" in field && field.placeholder ? { placeholder: plain2(field.placeholder, LABEL4) } : {}
      };
    case "choice":
      return {
        ...choiceSet(facts2, field, room),
        ...field.value === void 0 ? {} : { value: field.value }
      };
    case "choices": {
      const chosen = field.value.map(encoded2).join(",");
      return {
        ...choiceSet(facts2, field, room),
        isMultiSelect: true,
        ...chosen === "" ? {} : { value: chosen }
      };
    }
    case "tick": {
      const value = field.value ? "true" : "false";
      const title = plain2(field.tick, room.chars);
      return { type: "Input.Toggle", ...facts2, title, value, valueOn: "true", valueOff: "false", wrap: true };
    }
    case "person":
      return {
        type: "Input.ChoiceSet",
        ...facts2,
        style: "compact",
        choices: [],
        "choices.data": { type: "Data.Query", dataset: "graph.microsoft.com/users" },
        ...field.value === void 0 ? {} : { value: field.value }
      };
    case "date":
      return { type: "Input.Date", ...facts2, ...field.value === void 0 ? {} : { value: field.value } };
  }
}
function choiceSet(facts2, field, room) {
  const choices = shownOf2(field, room).map(({ value, label }) => ({
    title: plain2(label, LABEL4),
    value: field.kind === "choices" ? encoded2(value) : value
  }));
  const long2 = field.kind === "choice" ? "filtered" : "compact";
  return {
    type: "Input.ChoiceSet",
    ...facts2,
    style: choices.length <= SEEN ? "expanded" : long2,
    wrap: true,
    choices
  };
}
function shownOf2({ options, value }, { items: items2 }) {
  if (options.length <= items2) return options;
  const chosen = options.filter((option) => value === option.value || value?.includes(option.value)).slice(0, items2);
  const others = options.filter((option) => !chosen.includes(option)).slice(0, items2 - chosen.length);
  return options.filter((option) => chosen.includes(option) || others.includes(option));
}
var LABEL4, SEEN, KINDS, dataOf, errorOf, encoded2;
var init_fields2 = __esm({
  "adapters/teams/fields.ts"() {
    "use strict";
    init_blocks2();
    init_text2();
    LABEL4 = 200;
    SEEN = 5;
    KINDS = "form:kinds";
    dataOf = (command, fields4) => ({
      command,
      [KINDS]: Object.fromEntries(fields4.map(({ name, kind }) => [name, kind]))
    });
    errorOf = (name, error) => paragraph2(markdown(error, 500) || "\u2013", { id: `error:${name}`, color: "Attention", weight: "Bolder" });
    encoded2 = (value) => value.replaceAll("%", "%25").replaceAll(",", "%2C");
  }
});

// adapters/teams/render.ts
function adaptiveCard(card, words3) {
  const refresh = refreshOf(card);
  return fitted2(words3, (room) => ({
    ...framed(card.title, card.summary),
    ...refresh ? { refresh } : {},
    body: [...heading(card.title), ...elementsOf(card.blocks, room, words3)]
  }));
}
function adaptiveForm(form, words3, errors = {}) {
  const known = new Set(form.fields.map(({ name }) => name));
  const rest = Object.entries(errors).filter(([name]) => !known.has(name));
  const submit = execute(
    plain2(form.submit, 100),
    dataOf(form.command, form.fields),
    form.intent === "stop" ? "destructive" : "positive"
  );
  return fitted2(words3, (room) => ({
    ...framed(form.title, form.title),
    body: [
      ...heading(form.title),
      ...rest.flatMap(([name, error]) => errorOf(name, error)),
      ...elementsOf(form.blocks, room, words3),
      ...form.fields.flatMap(
        (field) => elementsOfField(field, errors[field.name] ?? field.error, room, words3)
      ),
      { type: "ActionSet", actions: [submit] }
    ]
  }));
}
function refreshOf({ personal }) {
  const viewers = (personal?.viewers ?? []).filter(
    ({ platform: platform2, user }) => platform2 === "teams" && user.startsWith("29:")
  );
  const userIds = [...new Set(viewers.map(({ user }) => user))].slice(0, VIEWERS);
  if (personal === void 0 || userIds.length === 0) return void 0;
  return { action: { type: "Action.Execute", verb: VERB, data: { command: personal.command } }, userIds };
}
function fitted2(words3, draw) {
  let card;
  for (const room of rooms2) {
    card = draw(room);
    if (bytesOf(card) <= MOST_BYTES) return card;
  }
  if (card === void 0) throw new Error("There is no room");
  return { ...card, body: firstOf2(card, words3) };
}
function firstOf2(card, words3) {
  const acts3 = ({ type }) => type === "ActionSet" || type.startsWith("Input.");
  const kept = /* @__PURE__ */ new Set();
  let left = MOST_BYTES - bytesOf({ ...card, body: moreOf2(card.body.length, words3) });
  for (const element of [...card.body.filter(acts3), ...card.body.filter((one2) => !acts3(one2))]) {
    const bytes = bytesOf(element) + 1;
    if (bytes > left) continue;
    left -= bytes;
    kept.add(element);
  }
  return [
    ...card.body.filter((element) => kept.has(element)),
    ...moreOf2(card.body.length - kept.size, words3)
  ];
}
var MOST_BYTES, TITLE, SUMMARY2, VIEWERS, rooms2, messageOf, framed, heading, bytesOf;
var init_render2 = __esm({
  "adapters/teams/render.ts"() {
    "use strict";
    init_adaptive_card();
    init_blocks2();
    init_fields2();
    init_text2();
    MOST_BYTES = 25e3;
    TITLE = 250;
    SUMMARY2 = 300;
    VIEWERS = 60;
    rooms2 = [
      { chars: 4e3, items: 100, values: 2e4 },
      { chars: 1e3, items: 50, values: 2e4 },
      { chars: 400, items: 25, values: 2e4 },
      { chars: 150, items: 20, values: 2e4 },
      { chars: 60, items: 10, values: 6e3 },
      { chars: 60, items: 10, values: 1500 },
      { chars: 24, items: 5, values: 300 }
    ];
    messageOf = (content) => ({
      type: "message",
      summary: content.fallbackText,
      attachments: [{ contentType: CARD, content }]
    });
    framed = (title, summary) => ({
      type: "AdaptiveCard",
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      version: "1.5",
      fallbackText: plain2(summary.trim() || title, SUMMARY2)
    });
    heading = (title) => paragraph2(markdownLine(title, TITLE), { size: "Large", weight: "Bolder" }).map((block) => ({
      ...block,
      style: "heading"
    }));
    bytesOf = (value) => Buffer.byteLength(JSON.stringify(value));
  }
});

// test/gallery/moods.ts
function odd(deal) {
  let dealt = deal * 5;
  const say = () => {
    dealt += 1 + deal;
    return oddities[dealt % oddities.length] ?? "";
  };
  return {
    name: `oddest, deal ${deal + 1}`,
    say,
    mailbox: () => "a*b*_c_~d~&e|f{{g}}`h`#i!",
    domain: same,
    many: (few) => few,
    bare: false
  };
}
var same, plain3, LONG, label63, longestDomain, long, emptiest, blank, family, oddities, DEALS, moods;
var init_moods = __esm({
  "test/gallery/moods.ts"() {
    "use strict";
    same = (plain5) => plain5;
    plain3 = {
      name: "plain",
      say: same,
      mailbox: same,
      domain: same,
      many: (few) => few,
      bare: false
    };
    LONG = 1e4;
    label63 = "a".repeat(63);
    longestDomain = (domain) => `${label63}.${label63}.${label63}.${"b".repeat(60 - domain.length)}.${domain}`;
    long = (name, unit) => ({
      name: `longest, of ${name}`,
      say: (text3) => `${text3} ${unit.repeat(Math.ceil(LONG / unit.length))}`.slice(0, LONG + unit.length),
      mailbox: (text3) => text3.padEnd(64, "x"),
      domain: longestDomain,
      many: (_, most3) => most3,
      bare: false
    });
    emptiest = {
      name: "emptiest",
      say: (text3) => text3.slice(0, 1),
      mailbox: (text3) => text3.slice(0, 1),
      domain: () => "x.co",
      many: () => 0,
      bare: true
    };
    blank = (name, text3) => ({ ...emptiest, name, say: () => text3 });
    family = "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466}";
    oddities = [
      `${family} \u{1F3F3}\uFE0F\u200D\u{1F308} \u{1F469}\u{1F3FD}\u200D\u{1F680} \u{1F1F9}\u{1F1FC}\u{1F1FA}\u{1F1F8} 1\uFE0F\u20E3`,
      "\u0634\u0631\u0643\u0629 \u0627\u0644\u0623\u0645\u0644 \u0644\u0644\u062A\u062C\u0627\u0631\u0629 (Hope) 123",
      "evil\u202Etxt.exe\u202C \u2066iso\u2069\u2068late\u2069 \u200Fmark\u200E",
      "Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324a\u0300\u0301\u0302lgo e\u0301 \xF1",
      "half \uD83D and \uDE00 of a pair \uDBFF",
      "<!channel> <!here> <!everyone> <!subteam^S123|all>",
      "<@U123> <@U123|ada> <#C123|general> @everyone @channel @here",
      '<at>all</at> <at id="0">Ada</at> @Everyone',
      "*bold* _it_ ~gone~ `code` **strong** __under__ ~~del~~ ***all***",
      "```\nblock\n``` > quoted",
      "> quoted\n>> twice",
      "# heading\n- one\n* two\n+ three\n1. four\n---\n===",
      "[click](javascript:alert(1)) ![img](https://evil.example/x.png) [ref][1] <https://evil.example|Contoso>",
      "<b>bold</b><script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt; &amp;amp; &#60; &nbsp;",
      '{"type":"Action.Submit","title":"x"} \\n \\" \\\\ ${env} {{#if}} %s %00',
      "{{DATE(2026-11-21T09:00:00Z, SHORT)}} {{TIME(2026-11-21T09:00:00Z)}} <!date^1763715600^{date}|x>",
      "one\ntwo\r\nthree\rfour\u2028five\u2029six\x85seven	tab\0nul\x07bell\x1Besc",
      "zero\u200Bwidth\u200D\u2060\uFEFF joiner\xADsoft",
      "Robert'); DROP TABLE members;-- \" ' ` ;",
      "javascript:alert(1) data:text/html,x file:///etc/passwd https://evil.example mailto:a@b.co tel:1",
      "www.evil.example evil.example #general :tada: :) <3 &",
      "|a|b|\n|-|-|\n|c|d|",
      "C:\\new\\table \\*not bold\\* a*b*c a_b_c 2*3*4 snake_case_name",
      "\xA0\u3000 spaces \u2003 around \u205F ",
      "\u65E5\u672C\u8A9E\u306E\u4F1A\u793E\u540D\u682A\u5F0F\u4F1A\u793E\u3002\u4E2D\u6587\u540D\u7A31\u6709\u9650\u516C\u53F8\uFF0C\u6E2C\u8A66",
      "{count, plural, one {#} other {#}} {name} '{quoted}'",
      "(parens) [brackets] {braces} <angles> \xABguillemets\xBB \u201Csmart\u201D \u2018quotes\u2019 \u2013 \u2014 \u2026",
      "https://a.example/?q=*x*&r=_y_ http://[::1]/ //slash",
      '-- --yes --after x --version "1"',
      "= + - | ~ . 1) !"
    ];
    DEALS = 7;
    moods = [
      () => plain3,
      () => long("words", "very long text "),
      () => long("one word", "x"),
      () => long("Chinese", "\u9577"),
      () => long("signs that are escaped", '&<*_\\"'),
      () => long("families", family),
      () => long("combining marks", "\u0301"),
      () => emptiest,
      () => blank("nothing", ""),
      () => blank("blanks", "\u200B \u2060\xA0"),
      ...Array.from({ length: DEALS }, (_, deal) => () => odd(deal))
    ];
  }
});

// test/gallery/reading.ts
function differences(screen, pieces) {
  let rest = letters2(screen);
  for (const piece of pieces.map(letters2).filter((one2) => one2 !== "")) {
    const read = after(rest, piece);
    if (read !== void 0) rest = read;
    else if (!MORE.test(rest)) {
      return [`\u201C${excerpt(piece)}\u201D is not what is read at \u201C${excerpt(rest)}\u201D`];
    }
  }
  while (ADDED.test(rest)) rest = rest.replace(ADDED, "");
  return rest === "" || MORE.test(rest) ? [] : [`nobody said \u201C${excerpt(rest)}\u201D`];
}
function after(screen, piece) {
  for (let rest = screen; ; rest = rest.replace(ADDED, "")) {
    if (rest.startsWith(piece)) return rest.slice(piece.length);
    let same2 = 0;
    while (same2 < piece.length && rest[same2] === piece[same2]) same2 += 1;
    if (rest[same2] === "\u2026" && (same2 > 0 || !ADDED.test(rest))) return rest.slice(same2 + 1);
    if (!ADDED.test(rest)) return void 0;
  }
}
var inlineWords, wordsOf4, blockWords, wordsOfBlocks, wordsOfField, addressesOf, textsOf, rowButtons, buttonsOf4, letters2, ADDED, MORE, excerpt;
var init_reading = __esm({
  "test/gallery/reading.ts"() {
    "use strict";
    inlineWords = (part2, write) => {
      if (typeof part2 === "string") return part2;
      if (part2.kind === "time") return write(part2.at, part2.style);
      return part2.kind === "strong" ? part2.text : part2.label;
    };
    wordsOf4 = (text3, write) => typeof text3 === "string" ? text3 : text3.map((part2) => inlineWords(part2, write)).join("");
    blockWords = (block, write) => {
      switch (block.kind) {
        case "text":
        case "status":
          return [wordsOf4(block.text, write)];
        case "facts":
          return block.facts.flatMap(({ label, value }) => [label, wordsOf4(value, write)]);
        case "list":
          return block.items.flatMap(({ title, detail }) => [
            wordsOf4(title, write),
            ...detail === void 0 ? [] : [wordsOf4(detail, write)]
          ]);
        case "quote":
          return [block.text];
        case "buttons":
          return [];
      }
    };
    wordsOfBlocks = (blocks, write) => blocks.flatMap((block) => blockWords(block, write));
    wordsOfField = (field, optional) => [
      field.label,
      ...field.kind === "tick" ? [field.tick] : [],
      ...field.error === void 0 ? [] : [field.error],
      ...field.optional && field.kind !== "tick" ? [optional] : [],
      ...field.hint === void 0 ? [] : [field.hint]
    ];
    addressesOf = ({ blocks }) => [
      ...textsOf(blocks).flatMap(
        (text3) => typeof text3 === "string" ? [] : text3.flatMap((part2) => typeof part2 !== "string" && part2.kind === "link" ? [part2.url] : [])
      ),
      ...buttonsOf4(blocks).flatMap((button2) => "url" in button2 ? [button2.url] : [])
    ];
    textsOf = (blocks) => blocks.flatMap((block) => {
      if (block.kind === "text" || block.kind === "status") return [block.text];
      if (block.kind === "facts") return block.facts.map(({ value }) => value);
      return block.kind === "list" ? block.items.flatMap(({ title, detail = "" }) => [title, detail]) : [];
    });
    rowButtons = (blocks) => blocks.flatMap((block) => block.kind === "buttons" ? block.buttons : []);
    buttonsOf4 = (blocks) => [
      ...rowButtons(blocks),
      ...blocks.flatMap(
        (block) => block.kind === "list" ? block.items.flatMap(({ button: button2 }) => button2 ? [button2] : []) : []
      )
    ];
    letters2 = (text3) => text3.replace(/[\s\u200B]|\p{Cc}|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/gu, "");
    ADDED = /^(?:[✅⛔⏳–:·]|ℹ️|…and\d+more)/u;
    MORE = /…and\d+more/;
    excerpt = (text3) => text3.length > 80 ? `${text3.slice(0, 80)}\u2026` : text3;
  }
});

// test/gallery/drawn.ts
function hang(view) {
  if (last?.view !== view) last = { view, drawn: moods.flatMap((mood) => inMood(view, mood())) };
  return last.drawn;
}
var words2, more, slackWords, teamsWords, sent, METADATA2, last, inMood, drawCard, drawForm, questionsOf, refused2;
var init_drawn = __esm({
  "test/gallery/drawn.ts"() {
    "use strict";
    init_render();
    init_render2();
    init_confirm();
    init_request();
    init_words();
    init_form();
    init_moods();
    init_reading();
    init_views();
    init_world();
    words2 = wordsOf("en");
    more = (n) => words2.text("adapter.more", { n });
    slackWords = {
      working: words2.text("adapter.working"),
      openForm: words2.text("adapter.open_form"),
      close: words2.text("adapter.close"),
      more
    };
    teamsWords = {
      working: words2.text("adapter.working_in_chat"),
      answeredPrivately: words2.text("adapter.answered_privately"),
      openChat: words2.text("adapter.personal_chat_needed"),
      greeting: words2.text("adapter.greeting"),
      unidentified: words2.text("adapter.unidentified"),
      optional: words2.text("adapter.optional"),
      more,
      type: (label, command) => words2.text("adapter.type", { label, command }),
      fault: (reference) => words2.text("fault.text", { reference })
    };
    sent = (value) => JSON.parse(JSON.stringify(value));
    METADATA2 = "C0000000001\n";
    inMood = (view, mood) => gallery[view](createWorld(mood)).flatMap(({ name, card, form, isOver = false }) => {
      const at = `${view}, ${name}: ${mood.name}`;
      return [
        ...card ? [drawCard(at, mood, card, isOver), ...questionsOf(at, mood, card)] : [],
        ...form ? [drawForm(at, mood, form), drawForm(`${at}, refused`, mood, refused2(form, mood))] : []
      ];
    });
    drawCard = (at, mood, card, isOver) => ({
      kind: "card",
      at,
      mood,
      card,
      isOver,
      message: sent(message(card, slackWords)),
      home: sent(home2(card, slackWords)),
      modal: sent(modalOfCard(card, slackWords, METADATA2)),
      teams: sent(adaptiveCard(card, teamsWords))
    });
    drawForm = (at, mood, form) => ({
      kind: "form",
      at,
      mood,
      form,
      modal: sent(modalOfForm(form, slackWords, METADATA2 + form.command)),
      teams: sent(adaptiveForm(form, teamsWords))
    });
    questionsOf = (at, mood, card) => rowButtons(card.blocks).flatMap((button2) => {
      const asked = "command" in button2 && confirmFirst(reply.card(card), button2.command);
      return asked && asked.kind === "card" ? [drawCard(`${at}, question: ${button2.label}`, mood, asked.card, false)] : [];
    });
    refused2 = (form, mood) => formWithErrors(
      form,
      Object.fromEntries(
        form.fields.flatMap(({ name, value }) => value === void 0 ? [] : [[name, value]])
      ),
      Object.fromEntries(form.fields.map(({ name }) => [name, mood.say("Please fill this in.")]))
    );
  }
});

// test/support/slack/kit.ts
function elementsOf2(block) {
  if (block.type === "actions") return block.elements ?? [];
  return block.accessory ? [block.accessory] : [];
}
function optionsOf(element) {
  return element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
}
function isFields(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function asString(value) {
  return typeof value === "string" ? value : "";
}
var init_kit = __esm({
  "test/support/slack/kit.ts"() {
    "use strict";
  }
});

// test/support/slack/mrkdwn.ts
function readText(text3) {
  return text3.type === "mrkdwn" ? readMrkdwn(text3.text) : { text: text3.text, links: [] };
}
function wordsOf5(text3) {
  return text3 ? readText(text3).text : "";
}
function readMrkdwn(mrkdwn2) {
  const links = [];
  const plain5 = mrkdwn2.split(ANGLE).map((part2, index2) => {
    if (index2 % 2 === 0) return part2;
    const { label, url } = readAngle(part2);
    if (url) links.push({ label: unescaped(label), url: unescaped(url) });
    return label;
  });
  return { text: unescaped(unstyle(plain5.join(""))), links };
}
function pingsIn(mrkdwn2) {
  return mrkdwn2.match(/<(?:!channel|!here|!everyone|!subteam\^|@[UW])[^<>]*>/g) ?? [];
}
function unescaped(text3) {
  return text3.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
function readAngle(inside) {
  const [target = "", label] = split(inside);
  if (target.startsWith("@")) return { label: label ?? target };
  if (target.startsWith("#")) return { label: `#${label ?? target.slice(1)}` };
  if (!target.startsWith("!")) return { label: label ?? target, url: target };
  return { label: label ?? `@${target.slice(1)}` };
}
function split(inside) {
  const bar = inside.indexOf("|");
  return bar < 0 ? [inside] : [inside.slice(0, bar), inside.slice(bar + 1)];
}
function unstyle(text3) {
  const once = text3.replace(STYLED, "$1$3").replace(/`([^`\n]+)`/g, "$1");
  return once === text3 ? once : unstyle(once);
}
var ANGLE, STYLED;
var init_mrkdwn = __esm({
  "test/support/slack/mrkdwn.ts"() {
    "use strict";
    ANGLE = /<([^<>]+)>/g;
    STYLED = /(^|[\s([{'"—–-])([*_~])(?=\S)([^\n]*?\S)\2(?=$|[\s)\]}'".,:;!?—–-])/gm;
  }
});

// test/support/slack/content.ts
function pingsOf(message2) {
  const texts = typeof message2.text === "string" ? [message2.text] : [];
  return [...texts.flatMap(pingsIn), ...pingsWithin([message2.blocks, message2.attachments])];
}
function pingsWithin(value) {
  if (Array.isArray(value)) return value.flatMap(pingsWithin);
  if (!isFields(value)) return [];
  if (value.type === "mrkdwn" && typeof value.text === "string") return pingsIn(value.text);
  if (["broadcast", "user", "usergroup"].includes(String(value.type))) return [JSON.stringify(value)];
  return Object.values(value).flatMap(pingsWithin);
}
var init_content = __esm({
  "test/support/slack/content.ts"() {
    "use strict";
    init_kit();
    init_mrkdwn();
  }
});

// test/support/slack/limits-checks.ts
function fault(at, reason) {
  return `${reason} [json-pointer:${at}]`;
}
function* chars(at, value, max, min = 0) {
  if (value === void 0) return;
  if (typeof value !== "string") return yield fault(at, "must be a string");
  if (value.length < min) yield fault(at, `must be more than ${min - 1} characters`);
  if (value.length > max) yield fault(at, `must be less than ${max + 1} characters`);
}
function* keys(at, value, allowed) {
  const known = new Set(allowed.split(" "));
  for (const key of Object.keys(value)) {
    if (!known.has(key)) yield fault(at, `no more properties allowed: ${key}`);
  }
}
function items(at, value) {
  return Array.isArray(value) ? value.map((item, index2) => [`${at}/${index2}`, item]) : [];
}
var init_limits_checks = __esm({
  "test/support/slack/limits-checks.ts"() {
    "use strict";
  }
});

// test/support/slack/limits-elements.ts
function* textFaults(at, value, max, kinds2 = ANY) {
  if (!isFields(value)) return yield fault(at, "must be a text object");
  if (!kinds2.includes(asString(value.type))) yield fault(`${at}/type`, `unsupported type: ${value.type}`);
  yield* keys(at, value, value.type === "mrkdwn" ? "type text verbatim" : "type text emoji");
  yield* chars(`${at}/text`, value.text ?? "", max, 1);
}
function* elementFaults(at, element, place) {
  if (!isFields(element)) return yield fault(at, "must be an object");
  const kind = ELEMENTS[asString(element.type)];
  if (!kind?.in.includes(place)) return yield fault(`${at}/type`, `unsupported type: ${element.type}`);
  yield* keys(at, element, `type action_id ${kind.keys}`);
  yield* chars(`${at}/action_id`, element.action_id, 255, 1);
  if (element.placeholder !== void 0)
    yield* textFaults(`${at}/placeholder`, element.placeholder, 150, PLAIN);
  if (element.confirm !== void 0) yield* confirmFaults(`${at}/confirm`, element.confirm);
  if (kind.check) yield* kind.check(at, element);
}
function* imageFaults(at, image) {
  yield* chars(`${at}/alt_text`, image.alt_text ?? "", 2e3, 1);
  if (image.slack_file === void 0) yield* urlFaults(`${at}/image_url`, image.image_url ?? "");
}
function* selectFaults(at, select, initial) {
  const groups = listed3(select.option_groups).filter(isFields);
  if (groups.length > 100) yield fault(`${at}/option_groups`, "no more than 100 items allowed");
  for (const [index2, group] of groups.entries()) {
    yield* textFaults(`${at}/option_groups/${index2}/label`, group.label, 75, PLAIN);
    yield* optionsFaults(`${at}/option_groups/${index2}/options`, group.options, 100, PLAIN);
  }
  if (groups.length === 0) yield* optionsFaults(`${at}/options`, select.options, 100, PLAIN);
  const options = groups.length > 0 ? groups.flatMap((group) => listed3(group.options)) : listed3(select.options);
  yield* initialFaults(at, options, initial);
}
function* optionsFaults(at, options, max, kinds2 = ANY, more2 = "") {
  const all = items(at, options);
  if (all.length < 1) yield fault(at, "no less than 1 items allowed");
  if (all.length > max) yield fault(at, `no more than ${max} items allowed`);
  for (const [place, option] of all) {
    if (!isFields(option)) {
      yield fault(place, "must be an object");
      continue;
    }
    yield* keys(place, option, `text value description ${more2}`);
    yield* textFaults(`${place}/text`, option.text, 75, kinds2);
    yield* chars(`${place}/value`, option.value ?? "", 150, 1);
    if (option.description !== void 0)
      yield* textFaults(`${place}/description`, option.description, 75, kinds2);
    yield* urlFaults(`${place}/url`, option.url);
  }
}
function* initialFaults(at, options, initial) {
  const known = new Set(options.map(identity));
  for (const option of initial) {
    if (option !== void 0 && !known.has(identity(option)))
      yield fault(at, "initial option is not an option");
  }
}
function identity(option) {
  if (!isFields(option) || !isFields(option.text)) return "";
  return JSON.stringify([option.value, option.text.type, option.text.text]);
}
function* confirmFaults(at, confirm) {
  if (!isFields(confirm)) return yield fault(at, "must be an object");
  yield* keys(at, confirm, "title text confirm deny style");
  yield* textFaults(`${at}/title`, confirm.title, 100, PLAIN);
  yield* textFaults(`${at}/text`, confirm.text, 300);
  if (confirm.confirm !== void 0) yield* textFaults(`${at}/confirm`, confirm.confirm, 30, PLAIN);
  if (confirm.deny !== void 0) yield* textFaults(`${at}/deny`, confirm.deny, 30, PLAIN);
}
function* urlFaults(at, url) {
  if (url === void 0) return;
  yield* chars(at, url, 3e3, 1);
  if (typeof url === "string" && !URL.canParse(url)) yield fault(at, "must be a valid URL");
}
function within(value, min, max) {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}
function listed3(value) {
  return Array.isArray(value) ? value : [];
}
var PLAIN, ANY, EVERYWHERE, FIELD2, DISPATCH, MANY, ELEMENTS;
var init_limits_elements = __esm({
  "test/support/slack/limits-elements.ts"() {
    "use strict";
    init_kit();
    init_limits_checks();
    PLAIN = ["plain_text"];
    ANY = ["plain_text", "mrkdwn"];
    EVERYWHERE = ["section", "actions", "input"];
    FIELD2 = "placeholder focus_on_load";
    DISPATCH = `${FIELD2} dispatch_action_config`;
    MANY = "max_selected_items";
    ELEMENTS = {
      button: {
        in: ["section", "actions"],
        keys: "text url value style confirm accessibility_label",
        *check(at, button2) {
          yield* textFaults(`${at}/text`, button2.text, 75, PLAIN);
          yield* chars(`${at}/value`, button2.value, 2e3);
          yield* chars(`${at}/accessibility_label`, button2.accessibility_label, 75);
          yield* urlFaults(`${at}/url`, button2.url);
          if (!["primary", "danger", void 0].includes(button2.style)) {
            yield fault(`${at}/style`, `unsupported style: ${button2.style}`);
          }
        }
      },
      overflow: {
        in: ["section", "actions"],
        keys: "options confirm",
        *check(at, menu) {
          yield* optionsFaults(`${at}/options`, menu.options, 5, PLAIN, "url");
        }
      },
      static_select: {
        in: EVERYWHERE,
        keys: `options option_groups initial_option confirm ${FIELD2}`,
        *check(at, select) {
          yield* selectFaults(at, select, [select.initial_option]);
        }
      },
      multi_static_select: {
        in: ["section", "input"],
        keys: `options option_groups initial_options confirm ${FIELD2} ${MANY}`,
        *check(at, select) {
          yield* selectFaults(at, select, listed3(select.initial_options));
        }
      },
      checkboxes: {
        in: EVERYWHERE,
        keys: "options initial_options confirm focus_on_load",
        *check(at, boxes) {
          yield* optionsFaults(`${at}/options`, boxes.options, 10);
          yield* initialFaults(at, listed3(boxes.options), listed3(boxes.initial_options));
        }
      },
      radio_buttons: {
        in: EVERYWHERE,
        keys: "options initial_option confirm focus_on_load",
        *check(at, radios) {
          yield* optionsFaults(`${at}/options`, radios.options, 10);
          yield* initialFaults(at, listed3(radios.options), [radios.initial_option]);
        }
      },
      plain_text_input: {
        in: ["input"],
        keys: `initial_value multiline min_length max_length ${DISPATCH}`,
        *check(at, input) {
          const max = input.max_length ?? 3e3;
          if (!within(max, 1, 3e3)) yield fault(`${at}/max_length`, "must be between 1 and 3000");
          if (!within(input.min_length ?? 0, 0, 3e3))
            yield fault(`${at}/min_length`, "must be between 0 and 3000");
          yield* chars(`${at}/initial_value`, input.initial_value, typeof max === "number" ? max : 3e3);
        }
      },
      email_text_input: { in: ["input"], keys: `initial_value ${DISPATCH}` },
      url_text_input: { in: ["input"], keys: `initial_value ${DISPATCH}` },
      number_input: {
        in: ["input"],
        keys: `is_decimal_allowed initial_value min_value max_value ${DISPATCH}`,
        *check(at, input) {
          if (typeof input.is_decimal_allowed !== "boolean")
            yield fault(`${at}/is_decimal_allowed`, "is required");
        }
      },
      datepicker: {
        in: EVERYWHERE,
        keys: `initial_date confirm ${FIELD2}`,
        *check(at, picker) {
          if (picker.initial_date === void 0 || /^\d{4}-\d\d-\d\d$/.test(asString(picker.initial_date)))
            return;
          yield fault(`${at}/initial_date`, "must be a date as YYYY-MM-DD");
        }
      },
      timepicker: { in: EVERYWHERE, keys: `initial_time timezone confirm ${FIELD2}` },
      users_select: { in: EVERYWHERE, keys: `initial_user confirm ${FIELD2}` },
      multi_users_select: { in: ["section", "input"], keys: `initial_users confirm ${FIELD2} ${MANY}` },
      conversations_select: {
        in: EVERYWHERE,
        keys: `initial_conversation default_to_current_conversation filter response_url_enabled confirm ${FIELD2}`
      },
      channels_select: { in: EVERYWHERE, keys: `initial_channel response_url_enabled confirm ${FIELD2}` },
      external_select: { in: EVERYWHERE, keys: `initial_option min_query_length confirm ${FIELD2}` },
      image: {
        in: ["section", "context"],
        keys: "image_url slack_file alt_text",
        check: imageFaults
      }
    };
  }
});

// test/support/slack/limits.ts
function blockKitFaults(method, payload) {
  const body = isFields(payload) ? payload : {};
  if (method.startsWith("views.")) return [...viewFaults(body.view)];
  if (method === "response_action") return body.view === void 0 ? [] : [...viewFaults(body.view)];
  return [...messageFaults(body)];
}
function houseFaults(payload) {
  const body = isFields(payload) ? payload : {};
  if (isSet(body.delete_original)) return [];
  return [
    ...asString(body.text).trim() === "" ? ["no meaningful top-level text (R-CARD-08)"] : [],
    ...isSet(body.link_names) ? ["link_names turns plain words into mentions"] : [],
    ...body.parse === "full" ? ["parse: full turns plain words into mentions"] : []
  ];
}
function* messageFaults(body) {
  const text3 = asString(body.text);
  if (text3.length > MESSAGE_TEXT) yield `msg_too_long: ${text3.length} characters of ${MESSAGE_TEXT}`;
  if (text3 === "" && !body.blocks && !body.attachments && !isSet(body.delete_original)) yield "no_text";
  if (body.blocks !== void 0) yield* blocksFaults("/blocks", body.blocks, 50, "message");
  for (const [at, attachment] of items("/attachments", body.attachments ?? [])) {
    if (!isFields(attachment)) yield fault(at, "must be an object");
    else if (attachment.blocks !== void 0) {
      yield* blocksFaults(`${at}/blocks`, attachment.blocks, 50, "message");
    }
  }
  const size = textSize(body.blocks) + textSize(body.attachments);
  if (size > MESSAGE_BLOCKS_TEXT) yield `msg_blocks_too_long: ${size} characters of ${MESSAGE_BLOCKS_TEXT}`;
}
function* viewFaults(view) {
  if (!isFields(view)) return yield fault("/view", "must be an object");
  const modal = view.type === "modal";
  if (!modal && view.type !== "home") yield fault("/view/type", `unsupported type: ${view.type}`);
  yield* chars("/view/private_metadata", view.private_metadata, 3e3);
  yield* chars("/view/callback_id", view.callback_id, 255);
  yield* chars("/view/external_id", view.external_id, 255);
  if (modal) yield* textFaults("/view/title", view.title, 24, PLAIN);
  if (modal && view.submit) yield* textFaults("/view/submit", view.submit, 24, PLAIN);
  if (modal && view.close) yield* textFaults("/view/close", view.close, 24, PLAIN);
  yield* blocksFaults("/view/blocks", view.blocks, 100, modal ? "modal" : "home");
  const blocks = Array.isArray(view.blocks) ? view.blocks.filter(isFields) : [];
  const inputs = blocks.filter((block) => block.type === "input");
  if (modal && inputs.length > 0 && !view.submit)
    yield fault("/view/submit", "is required with an input block");
  const focused = inputs.filter((block) => isFields(block.element) && block.element.focus_on_load === true);
  if (focused.length > 1) yield fault("/view/blocks", "only one element may have focus_on_load");
  const bytes = Buffer.byteLength(JSON.stringify(view));
  if (bytes > VIEW_BYTES) yield `view_too_large: ${bytes} bytes of ${VIEW_BYTES}`;
}
function* blocksFaults(at, value, max, surface) {
  if (!Array.isArray(value)) return yield fault(at, "must be an array");
  if (value.length > max) yield fault(at, `no more than ${max} items allowed`);
  const seen = /* @__PURE__ */ new Set();
  for (const [place, block] of items(at, value)) {
    yield* blockFaults(place, block, surface);
    if (!isFields(block) || block.block_id === void 0) continue;
    if (seen.has(block.block_id)) yield fault(place, `duplicate block_id: ${block.block_id}`);
    seen.add(block.block_id);
  }
}
function* blockFaults(at, block, surface) {
  if (!isFields(block)) return yield fault(at, "must be an object");
  const kind = BLOCKS[asString(block.type)];
  if (!kind || kind.only && kind.only !== surface) {
    return yield fault(`${at}/type`, `unsupported type: ${block.type}`);
  }
  yield* keys(at, block, `type block_id ${kind.keys}`);
  yield* chars(`${at}/block_id`, block.block_id, 255, 1);
  yield* kind.check(at, block);
}
function* count(at, value, min, max) {
  if (!Array.isArray(value)) return yield fault(at, "must be an array");
  if (value.length < min) yield fault(at, `no less than ${min} items allowed`);
  if (value.length > max) yield fault(at, `no more than ${max} items allowed`);
}
function textSize(value) {
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + textSize(item), 0);
  if (!isFields(value)) return 0;
  const own = typeof value.text === "string" ? value.text.length : 0;
  const block = typeof value.type === "string" && value.type in BLOCKS ? TEXT_PER_BLOCK : 0;
  return Object.values(value).reduce((sum, item) => sum + textSize(item), own + block);
}
function isSet(value) {
  return value === true || value === "true";
}
var MESSAGE_TEXT, MESSAGE_BLOCKS_TEXT, TEXT_PER_BLOCK, VIEW_BYTES, BLOCKS;
var init_limits = __esm({
  "test/support/slack/limits.ts"() {
    "use strict";
    init_kit();
    init_limits_checks();
    init_limits_elements();
    MESSAGE_TEXT = 4e4;
    MESSAGE_BLOCKS_TEXT = 12e3;
    TEXT_PER_BLOCK = 20;
    VIEW_BYTES = 25e4;
    BLOCKS = {
      divider: { keys: "", *check() {
      } },
      header: {
        keys: "text",
        *check(at, block) {
          yield* textFaults(`${at}/text`, block.text, 150, PLAIN);
        }
      },
      section: {
        keys: "text fields accessory expand",
        *check(at, block) {
          if (!block.text && !block.fields) yield fault(at, "text or fields is required");
          if (block.text !== void 0) yield* textFaults(`${at}/text`, block.text, 3e3);
          if (block.fields !== void 0) {
            yield* count(`${at}/fields`, block.fields, 1, 10);
            for (const [place, field] of items(`${at}/fields`, block.fields))
              yield* textFaults(place, field, 2e3);
          }
          if (block.accessory !== void 0) {
            yield* elementFaults(`${at}/accessory`, block.accessory, "section");
          }
        }
      },
      context: {
        keys: "elements",
        *check(at, block) {
          yield* count(`${at}/elements`, block.elements, 1, 10);
          for (const [place, element] of items(`${at}/elements`, block.elements)) {
            if (isFields(element) && element.type === "image") yield* elementFaults(place, element, "context");
            else yield* textFaults(place, element, 2e3);
          }
        }
      },
      actions: {
        keys: "elements",
        *check(at, block) {
          yield* count(`${at}/elements`, block.elements, 1, 25);
          const seen = /* @__PURE__ */ new Set();
          for (const [place, element] of items(`${at}/elements`, block.elements)) {
            yield* elementFaults(place, element, "actions");
            if (!isFields(element) || element.action_id === void 0) continue;
            if (seen.has(element.action_id)) yield fault(place, `duplicate action_id: ${element.action_id}`);
            seen.add(element.action_id);
          }
        }
      },
      input: {
        keys: "label element hint optional dispatch_action",
        *check(at, block) {
          yield* textFaults(`${at}/label`, block.label, 2e3, PLAIN);
          if (block.hint !== void 0) yield* textFaults(`${at}/hint`, block.hint, 2e3, PLAIN);
          yield* elementFaults(`${at}/element`, block.element, "input");
        }
      },
      image: {
        keys: "image_url slack_file alt_text title",
        *check(at, block) {
          yield* imageFaults(at, block);
          if (block.title !== void 0) yield* textFaults(`${at}/title`, block.title, 2e3, PLAIN);
        }
      },
      markdown: {
        keys: "text",
        only: "message",
        *check(at, block) {
          yield* chars(`${at}/text`, block.text ?? "", 12e3, 1);
        }
      },
      rich_text: {
        keys: "elements",
        *check(at, block) {
          if (!Array.isArray(block.elements)) yield fault(`${at}/elements`, "must be an array");
        }
      }
    };
  }
});

// test/support/slack/fields.ts
function fieldsOf(view, people2, values, errors) {
  return inputsOf(view).map(({ name, block, element, input }) => ({
    name,
    label: wordsOf5(block.label),
    kind: input.kind(element),
    value: name in values ? values[name] : input.initial(element, people2),
    options: optionsOf(element).map((choice) => wordsOf5(choice.text)),
    error: errors[name]
  }));
}
function inputsOf(view) {
  return view.blocks.flatMap((block) => {
    if (block.type !== "input" || !block.element) return [];
    const input = INPUTS[block.element.type];
    if (!input) throw new Error(`The test client has no ${block.element.type}`);
    return [{ name: block.block_id ?? "", block, element: block.element, input }];
  });
}
function list(value) {
  if (value === void 0 || value === "" || typeof value === "boolean") return [];
  return typeof value === "string" ? [value] : value;
}
var text2, one, some, date, person, persons, INPUTS;
var init_fields3 = __esm({
  "test/support/slack/fields.ts"() {
    "use strict";
    init_kit();
    init_mrkdwn();
    text2 = {
      kind: (element) => element.multiline ? "long_text" : "text",
      initial: (element) => element.initial_value ?? "",
      state: (_, value) => ({ value: value === void 0 || value === "" ? null : String(value) })
    };
    one = {
      kind: () => "choice",
      initial: (element) => element.initial_option && wordsOf5(element.initial_option.text),
      state: (element, value, choose) => ({
        selected_option: value ? choose.option(element, String(value)) : null
      })
    };
    some = {
      kind: (element) => element.type === "checkboxes" && element.options?.length === 1 ? "tick" : "choices",
      initial(element) {
        const chosen = (element.initial_options ?? []).map((choice) => wordsOf5(choice.text));
        return this.kind(element) === "tick" ? chosen.length > 0 : chosen;
      },
      state(element, value, choose) {
        if (typeof value === "boolean") return { selected_options: value ? optionsOf(element) : [] };
        return { selected_options: list(value).map((word) => choose.option(element, word)) };
      }
    };
    date = {
      kind: () => "date",
      initial: (element) => element.initial_date,
      state: (_, value) => ({ selected_date: value || null })
    };
    person = {
      kind: () => "person",
      initial: (element, people2) => element.initial_user && people2.nameOf(element.initial_user),
      state: (_, value, choose) => ({ selected_user: value ? choose.person(String(value)) : null })
    };
    persons = {
      kind: () => "person",
      initial: (element, people2) => (element.initial_users ?? []).map((id2) => people2.nameOf(id2)),
      state: (_, value, choose) => ({ selected_users: list(value).map((word) => choose.person(word)) })
    };
    INPUTS = {
      plain_text_input: text2,
      email_text_input: text2,
      url_text_input: text2,
      number_input: text2,
      static_select: one,
      radio_buttons: one,
      checkboxes: some,
      multi_static_select: some,
      datepicker: date,
      users_select: person,
      multi_users_select: persons
    };
  }
});

// test/support/slack/seen.ts
function seeMessage(message2, conversation, isPrivate) {
  const blocks = blocksOf2(message2);
  const files = (message2.files ?? []).map((file) => ({
    label: file.title ?? file.name ?? "",
    url: file.url_private ?? ""
  }));
  const own = message2.blocks?.length ? [] : [readText({ type: "mrkdwn", text: message2.text ?? "" })];
  const parts = [...own, ...readBlocks(blocks)];
  return {
    ref: isPrivate ? void 0 : message2.ts,
    conversation,
    thread: message2.thread_ts === message2.ts ? void 0 : message2.thread_ts,
    text: lines2([...parts.map((part2) => part2.text), ...files.map((file) => file.label)]),
    buttons: buttonsOf5(blocks),
    links: [...parts.flatMap((part2) => part2.links), ...buttonLinks(blocks), ...files],
    private: isPrivate,
    raw: message2
  };
}
function seeForm(view, people2, values = {}, errors = {}) {
  const parts = readBlocks(view.blocks.filter((block) => block.type !== "input"));
  return {
    title: wordsOf5(view.title),
    text: lines2(parts.map((part2) => part2.text)),
    fields: fieldsOf(view, people2, values, errors),
    submitLabel: wordsOf5(view.submit),
    links: [...parts.flatMap((part2) => part2.links), ...buttonLinks(view.blocks)],
    raw: view
  };
}
function blocksOf2(message2) {
  return [
    ...message2.blocks ?? [],
    ...(message2.attachments ?? []).flatMap((attachment) => attachment.blocks ?? [])
  ];
}
function pressables(blocks) {
  return blocks.flatMap(
    (block) => elementsOf2(block).flatMap((element) => {
      if (element.type === "button") {
        return [{ label: wordsOf5(element.text), block, element, option: void 0 }];
      }
      return optionsOf(element).map((option) => ({ label: wordsOf5(option.text), block, element, option }));
    })
  );
}
function readBlocks(blocks) {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case "header":
      case "section":
        return [...block.text ? [readText(block.text)] : [], ...(block.fields ?? []).map(readField)];
      case "context":
        return [join3((block.elements ?? []).map((element) => readLoose(element)))];
      case "input":
        return block.label ? [readText(block.label)] : [];
      case "image":
        return [{ text: block.alt_text ?? "", links: [] }];
      case "rich_text":
        return [join3((block.elements ?? []).map((element) => readLoose(element)))];
      case "markdown":
        return [readLoose(block)];
      default:
        return [];
    }
  });
}
function readField(text3) {
  const part2 = readText(text3);
  return { text: part2.text.replace(/\s*\n\s*/g, " "), links: part2.links };
}
function readLoose(value) {
  if (Array.isArray(value)) return join3(value.map(readLoose), "");
  if (typeof value !== "object" || value === null) return { text: "", links: [] };
  const { type, text: text3, url, alt_text, fallback, elements } = value;
  if (typeof alt_text === "string") return { text: alt_text, links: [] };
  if (type === "link" && typeof url === "string") {
    const label = typeof text3 === "string" ? text3 : url;
    return { text: label, links: [{ label, url }] };
  }
  if (typeof text3 === "string") return readText({ type: String(type), text: text3 });
  if (type === "date" && typeof fallback === "string") return { text: fallback, links: [] };
  return readLoose(elements);
}
function join3(parts, between = " ") {
  return { text: parts.map((part2) => part2.text).join(between), links: parts.flatMap((part2) => part2.links) };
}
function lines2(parts) {
  return parts.filter((part2) => part2.trim() !== "").join("\n");
}
function buttonsOf5(blocks) {
  return pressables(blocks).filter(
    ({ element, option }) => element.type === "button" || element.type === "overflow" && !option?.url
  ).filter(({ element }) => !element.url).map(({ label }) => label);
}
function buttonLinks(blocks) {
  return pressables(blocks).flatMap(({ label, element, option }) => {
    const url = element.url ?? option?.url;
    return url ? [{ label, url }] : [];
  });
}
var init_seen = __esm({
  "test/support/slack/seen.ts"() {
    "use strict";
    init_fields3();
    init_kit();
    init_mrkdwn();
  }
});

// test/support/teams/markdown.ts
function readMarkdown(source, viewer) {
  const links = [];
  const text3 = datesIn(source, viewer).replace(/\\([!-/:-@[-`{-~])/g, (_, mark) => String.fromCharCode(ASIDE + mark.charCodeAt(0))).replace(/<at>(.*?)<\/at>/g, "$1").replace(/\[([^\]]*)\]\(([^)\s]+)\)/g, (_, label, url) => {
    links.push({ label: plain4(label), url: restored(url) });
    return label;
  });
  return { text: plain4(text3), links };
}
function plain4(text3) {
  const words3 = text3.replace(/(\*\*|__|~~)(?=\S)(.+?)\1/gs, "$2").replace(/\*(?=\S)([^*\n]+?)\*/g, "$1").replace(/(?<![\p{L}\p{N}_])_(?=\S)([^_\n]+?)_(?![\p{L}\p{N}_])/gu, "$1").replace(/&(lt|gt|amp|quot|#39|nbsp);/g, (_, name) => ENTITIES[name] ?? "");
  return restored(words3);
}
function restored(text3) {
  const seen = text3.replaceAll("\u200B", "").replaceAll("\xA0", " ");
  return seen.replace(/[\uE021-\uE07E]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - ASIDE));
}
function datesIn(source, { locale, timeZone }) {
  return source.replace(WHEN, (_, kind, moment2, format2 = "COMPACT") => {
    const at = new Date(moment2);
    if (kind === "TIME")
      return at.toLocaleTimeString(locale, { timeZone, hour: "numeric", minute: "2-digit" });
    if (format2 === "COMPACT") return at.toLocaleDateString(locale, { timeZone });
    const width = format2 === "LONG" ? "long" : "short";
    const parts = { timeZone, weekday: width, day: "numeric", month: width, year: "numeric" };
    return at.toLocaleDateString(locale, parts);
  });
}
var ENTITIES, ASIDE, WHEN;
var init_markdown = __esm({
  "test/support/teams/markdown.ts"() {
    "use strict";
    ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'", nbsp: " " };
    ASIDE = 57344;
    WHEN = /\{\{(DATE|TIME)\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))(?:, ?(COMPACT|SHORT|LONG))?\)\}\}/g;
  }
});

// test/support/teams/card.ts
function readCard(card, viewer, personCalled) {
  const texts = [];
  const lines4 = [];
  const links = [];
  const inputs = [];
  const actions = [];
  const errors = /* @__PURE__ */ new Map();
  const read = ({ text: text3, links: found }) => {
    links.push(...found);
    lines4.push(text3);
    return text3;
  };
  for (const part2 of partsOf4(card)) {
    if ("action" in part2) actions.push(part2.action);
    else if ("input" in part2) {
      inputs.push(part2.input);
      lines4.push(...[part2.input.label ?? "", part2.input.title ?? ""].filter(Boolean));
    } else {
      const text3 = read(readMarkdown(part2.text, viewer));
      const [, about] = ERROR.exec(part2.id ?? "") ?? [];
      if (about !== void 0) errors.set(about, text3);
      else if (inputs.length === 0) texts.push(text3);
    }
  }
  for (const { type, title = "", url } of actions) {
    if (type === "Action.OpenUrl" && url !== void 0) links.push({ label: title, url });
  }
  const buttons3 = actions.filter(({ type, isEnabled }) => type !== "Action.OpenUrl" && isEnabled !== false);
  const sending = buttons3.filter(({ type }) => type === "Action.Execute");
  return {
    title: texts[0] ?? "",
    text: texts.slice(1).join("\n"),
    lines: lines4,
    links,
    fields: inputs.map((input) => fieldOf(input, errors.get(input.id ?? ""), personCalled)),
    buttons: buttons3,
    submit: sending.find(({ style }) => style === "positive") ?? sending[0]
  };
}
function* partsOf4({ body = [], actions = [] }) {
  for (const element of body) yield* partsIn(element);
  for (const action of actions) yield { action };
}
function* partsIn(element) {
  if (element.isVisible === false) return;
  const { id: id2, type = "" } = element;
  if (type.startsWith("Input.")) yield { input: element };
  else if (type === "TextBlock") yield { text: element.text ?? "", id: id2 };
  else if (type === "RichTextBlock") {
    const runs = (element.inlines ?? []).map((run) => typeof run === "string" ? run : run.text ?? "");
    yield { text: runs.join("").replace(/[!-/:-@[-`{-~]/g, "\\$&"), id: id2 };
  } else if (type === "FactSet") {
    for (const { title, value } of element.facts ?? []) {
      yield { text: `${title.replace(/:\s*$/, "")}: ${value}`, id: void 0 };
    }
  } else if (type === "Image" && element.altText !== void 0) yield { text: element.altText, id: id2 };
  const {
    items: items2 = [],
    columns = [],
    rows = [],
    cells = [],
    images = [],
    actions = [],
    selectAction
  } = element;
  for (const part2 of [...items2, ...type === "Table" ? [] : columns, ...rows, ...cells, ...images]) {
    yield* partsIn(part2);
  }
  for (const action of actions) yield { action };
  if (selectAction !== void 0) yield { action: selectAction };
}
function labelOf2({ label, title }) {
  return title ?? label ?? "";
}
function fieldOf(input, error, personCalled) {
  const kind = kindOf2(input);
  const choices = input.choices ?? [];
  const chosen = (value2) => choices.find((choice) => choice.value === value2)?.title ?? (kind === "person" ? personCalled(value2) : value2);
  const value = () => {
    if (kind === "tick") return input.value === onOf(input);
    if (kind === "choices") return (input.value ?? "").split(",").filter(Boolean).map(chosen);
    if (kind === "choice" || kind === "person") return input.value ? chosen(input.value) : void 0;
    return input.value;
  };
  const options = choices.map(({ title }) => title);
  return { name: input.id ?? "", label: labelOf2(input), kind, value: value(), options, error };
}
function kindOf2({ type, isMultiline, isMultiSelect, "choices.data": data }) {
  if (type === "Input.Toggle") return "tick";
  if (type === "Input.Date") return "date";
  if (type !== "Input.ChoiceSet") return isMultiline === true ? "long_text" : "text";
  if (isMultiSelect === true) return "choices";
  return data?.dataset?.startsWith("graph.microsoft.com/users") ? "person" : "choice";
}
function onOf({ valueOn = "true" }) {
  return valueOn;
}
var ERROR;
var init_card = __esm({
  "test/support/teams/card.ts"() {
    "use strict";
    init_markdown();
    ERROR = /^error:(.+)$/;
  }
});

// test/support/teams/activity.ts
var ADAPTIVE_CARD;
var init_activity = __esm({
  "test/support/teams/activity.ts"() {
    "use strict";
    ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive";
  }
});

// test/support/teams/check.ts
import { createRequire } from "node:module";
function checkCard(card) {
  if (typeof card !== "object" || card === null) return ["the card is not an object"];
  const { type, version, fallbackText, refresh, actions } = card;
  const said3 = parse(card);
  if (type !== "AdaptiveCard") said3.push(`the type is ${type}, not AdaptiveCard`);
  if (!(Number(version) <= NEWEST)) said3.push(`version ${version} is not one of 1.0 to ${NEWEST}`);
  if (!fallbackText?.trim()) said3.push("there is no fallbackText");
  if ((refresh?.userIds?.length ?? 0) > MOST_REFRESHED)
    said3.push(`refresh.userIds has over ${MOST_REFRESHED}`);
  if ((actions?.length ?? 0) > MOST_ACTIONS) said3.push(`there are over ${MOST_ACTIONS} actions`);
  return said3;
}
function parse(card) {
  const parsed = new cards.AdaptiveCard();
  const context = new cards.SerializationContext();
  parsed.parse(JSON.parse(JSON.stringify(card, peopled)), context);
  const parsing = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at));
  return [...parsing, ...parsed.validateProperties().validationEvents].map(({ message: message2 }) => message2);
}
function peopled(_, value) {
  const data = value?.["choices.data"];
  return data === void 0 ? value : { ...value, choices: [{ title: "\u2026", value: "\u2026" }] };
}
function checkMessage(activity, bytes) {
  const said3 = (activity.attachments ?? []).flatMap(checkAttachment);
  if (bytes > MOST_BYTES2) said3.push(`the message has ${bytes} bytes; ${MOST_BYTES2} are allowed`);
  if (!activity.summary?.trim() && !activity.text?.trim()) said3.push("there is neither summary nor text");
  return said3;
}
function checkAttachment({ contentType, content }) {
  return contentType === ADAPTIVE_CARD ? checkCard(content) : [];
}
var cards, MOST_BYTES2, MOST_REFRESHED, MOST_ACTIONS, NEWEST;
var init_check = __esm({
  "test/support/teams/check.ts"() {
    "use strict";
    init_activity();
    cards = createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js");
    MOST_BYTES2 = 28 * 1024;
    MOST_REFRESHED = 60;
    MOST_ACTIONS = 6;
    NEWEST = 1.5;
  }
});

// test/gallery/faults.ts
var faults_exports = {};
__export(faults_exports, {
  buttons: () => buttons2,
  facts: () => facts,
  fields: () => fields3,
  limits: () => limits,
  overs: () => overs,
  pings: () => pings,
  reading: () => reading,
  summaries: () => summaries,
  tones: () => tones4,
  typed: () => typed,
  wholes: () => wholes
});
function addressed(url) {
  const address = URL.canParse(url) ? new URL(url).href : url;
  return address.replace(
    /%([0-7][\dA-F])/gi,
    (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))
  );
}
var said2, slackViews, slackPayloads, teamsMessage, limits, slackTime, teamsViewer, teamsTime, readTeams, nobody, reading, pings, isInput, COMMAND3, commandsIn, buttons2, lines3, typed, fields3, summaries, tones4, overs, wholes, facts;
var init_faults = __esm({
  "test/gallery/faults.ts"() {
    "use strict";
    init_render2();
    init_commands();
    init_parse();
    init_content();
    init_limits();
    init_seen();
    init_card();
    init_check();
    init_drawn();
    init_reading();
    said2 = (drawn, where, faults) => faults.map((fault2) => `${drawn.at}: ${where}: ${fault2}`);
    slackViews = (drawn) => drawn.kind === "card" ? [drawn.home, drawn.modal] : [drawn.modal];
    slackPayloads = (drawn) => [
      ...drawn.kind === "card" ? [["chat.postMessage", drawn.message]] : [],
      ...slackViews(drawn).map((view) => ["views.open", { view }])
    ];
    teamsMessage = ({ teams }) => messageOf(teams);
    limits = (drawn) => [
      ...slackPayloads(drawn).flatMap(
        ([method, payload]) => said2(drawn, method, [
          ...blockKitFaults(method, payload),
          ...method === "chat.postMessage" ? houseFaults(payload) : []
        ])
      ),
      ...said2(
        drawn,
        "Teams",
        checkMessage(teamsMessage(drawn), Buffer.byteLength(JSON.stringify(teamsMessage(drawn))))
      )
    ];
    slackTime = (at, style) => style === "date" ? at.toISOString().slice(0, 10) : `${at.toISOString().slice(0, 16)}UTC`.replace("T", " ");
    teamsViewer = { locale: "en-US", timeZone: "UTC" };
    teamsTime = (at, style) => {
      const date2 = at.toLocaleDateString("en-US", {
        timeZone: "UTC",
        weekday: "short",
        day: "numeric",
        month: "short",
        year: "numeric"
      });
      const time = at.toLocaleTimeString("en-US", { timeZone: "UTC", hour: "numeric", minute: "2-digit" });
      return style === "date" ? date2 : `${date2} ${time}`;
    };
    readTeams = ({ teams }) => readCard(teams, teamsViewer, (id2) => id2);
    nobody = { nameOf: (id2) => id2 };
    reading = (drawn) => {
      if (drawn.kind === "card") {
        const { card } = drawn;
        const slack = seeMessage({ ts: "1", ...drawn.message }, "C1", false).text;
        return [
          ...said2(drawn, "Slack", differences(slack, [card.title, ...wordsOfBlocks(card.blocks, slackTime)])),
          ...said2(
            drawn,
            "Teams",
            differences(readTeams(drawn).lines.join("\n"), [
              card.title,
              ...wordsOfBlocks(card.blocks, teamsTime)
            ])
          )
        ];
      }
      const { form } = drawn;
      const seen = seeForm(drawn.modal, nobody);
      const errors = form.fields.flatMap(({ label, error }) => error === void 0 ? [] : [label, error]);
      const above = seen.text.includes(form.title) || letters2(seen.title) !== letters2(form.title);
      return [
        ...said2(
          drawn,
          "Slack",
          differences(seen.text, [
            ...above ? [form.title] : [],
            ...errors,
            ...wordsOfBlocks(form.blocks, slackTime)
          ])
        ),
        ...said2(
          drawn,
          "Teams",
          differences(readTeams(drawn).lines.join("\n"), [
            form.title,
            ...wordsOfBlocks(form.blocks, teamsTime),
            ...form.fields.flatMap((field) => wordsOfField(field, teamsWords.optional))
          ])
        )
      ];
    };
    pings = (drawn) => {
      const teams = JSON.stringify(
        teamsMessage(drawn),
        (_, value) => typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value, command: void 0, ...isInput(value) ? { value: void 0 } : {} } : value
      );
      const links = [
        ...drawn.kind === "card" ? seeMessage({ ts: "1", ...drawn.message }, "C1", false).links : seeForm(drawn.modal, nobody).links,
        ...readTeams(drawn).links
      ];
      const known = new Set(addressesOf(drawn.kind === "card" ? drawn.card : drawn.form).map(addressed));
      return [
        ...slackPayloads(drawn).flatMap(
          ([method, payload]) => said2(drawn, method, pingsOf(payload.view ?? payload))
        ),
        ...said2(drawn, "Teams", teams.match(/<at[ >]|"(?:entities|msteams|mentioned)"/g) ?? []),
        ...said2(
          drawn,
          "links",
          links.map(({ url }) => url).filter((url) => !known.has(addressed(url)))
        )
      ];
    };
    isInput = ({ type }) => /^Input\./.test(String(type));
    COMMAND3 = 2e3;
    commandsIn = (value) => {
      if (Array.isArray(value)) return value.flatMap(commandsIn);
      if (typeof value !== "object" || value === null) return [];
      const { type, value: line2, data } = value;
      const own = type === "button" && typeof line2 === "string" ? [line2] : type === "Action.Execute" ? [String(data.command)] : [];
      return [...own, ...Object.values(value).flatMap(commandsIn)];
    };
    buttons2 = (drawn) => {
      if (drawn.kind === "form") {
        const { form, modal } = drawn;
        const sends = commandsIn(drawn.teams).includes(form.command);
        const keeps = modal.private_metadata.endsWith(`
${form.command}`);
        return [
          ...said2(drawn, "Teams", sends ? [] : ["nothing sends the form"]),
          ...said2(drawn, "Slack", keeps && modal.submit ? [] : ["nothing sends the form"])
        ];
      }
      const wanted = lines3(rowButtons(drawn.card.blocks)).filter((line2) => line2.length <= COMMAND3);
      const offered = lines3(buttonsOf4(drawn.card.blocks));
      return [drawn.message, drawn.home, drawn.modal, drawn.teams].flatMap((surface, at) => {
        const there = commandsIn(surface);
        const where = ["message", "home", "modal", "Teams"][at] ?? "";
        return said2(drawn, where, [
          ...wanted.filter((line2) => !there.includes(line2)).map((line2) => `no button does \u201C${line2}\u201D`),
          ...there.filter((line2) => !offered.includes(line2)).map((line2) => `a button does \u201C${line2}\u201D`)
        ]);
      });
    };
    lines3 = (all) => all.flatMap((button2) => "command" in button2 ? [button2.command] : []);
    typed = (drawn) => {
      const all = drawn.kind === "card" ? lines3(buttonsOf4(drawn.card.blocks)) : [drawn.form.command];
      return said2(
        drawn,
        "command",
        all.filter((line2) => {
          const found = findCommand(commands, tidy(line2));
          if (!found || !parseRest(found.rest, found.command.flags).ok) return true;
          return drawn.kind === "form" && found.command.submit === void 0;
        })
      );
    };
    fields3 = (drawn) => {
      if (drawn.kind === "card") return [];
      const slack = seeForm(drawn.modal, nobody).fields;
      const teams = readTeams(drawn).fields;
      return drawn.form.fields.flatMap((field) => {
        const inputs = [slack, teams].map((all) => all.find(({ name }) => name === field.name));
        return inputs.flatMap((input, at) => {
          const where = `${["Slack", "Teams"][at]}, ${field.name}`;
          if (!input) return said2(drawn, where, ["there is no such input"]);
          return said2(drawn, where, [
            ...input.label.trim() === "" ? ["it has no label"] : [],
            ...field.error && at === 1 && !input.error ? ["its error does not stand at it"] : [],
            ..."most" in field ? differences(String(input.value ?? ""), [field.value]) : []
          ]);
        });
      });
    };
    summaries = (drawn) => {
      const texts = [
        ...drawn.kind === "card" ? [["Slack", drawn.message.text]] : [],
        ["Teams", drawn.teams.fallbackText ?? ""],
        ["Teams", teamsMessage(drawn).summary ?? ""]
      ];
      const isFree = drawn.mood.bare || drawn.mood.name !== "plain";
      return texts.flatMap(
        ([where, text3]) => said2(drawn, where, [
          ...text3.trim() === "" ? ["nothing is said"] : [],
          ...!isFree && !/\S\s\S/.test(text3) ? [`\u201C${text3}\u201D is one word`] : []
        ])
      );
    };
    tones4 = (drawn) => drawn.kind === "form" ? [] : drawn.card.blocks.flatMap((block) => {
      if (block.kind !== "status") return [];
      const [text3 = ""] = wordsOfBlocks([block], slackTime);
      return said2(drawn, "status", /\p{L}{2}/u.test(text3) ? [] : [`\u201C${text3}\u201D has no words`]);
    });
    overs = (drawn) => drawn.kind === "card" && drawn.isOver ? said2(drawn, "over", [drawn.message, drawn.home, drawn.modal, drawn.teams].flatMap(commandsIn)) : [];
    wholes = (drawn) => {
      if (drawn.mood.name !== "plain") return [];
      const own = JSON.stringify(drawn.kind === "card" ? drawn.card : drawn.form);
      const surfaces = [...slackPayloads(drawn).map(([, payload]) => payload), drawn.teams];
      return own.includes("\u2026") ? [] : surfaces.flatMap((surface) => said2(drawn, "cut", JSON.stringify(surface).match(/[^"]{0,40}…/g) ?? []));
    };
    facts = ({ card }) => card.blocks.reduce((sum, block) => sum + (block.kind === "facts" ? block.facts.length : 0), 0);
  }
});

// ../../tmp/look/perf.ts
var require_perf = __commonJS({
  "../../tmp/look/perf.ts"() {
    init_views();
    init_drawn();
    init_faults();
    var t = {};
    var n = 0;
    var bad = 0;
    for (const view of Object.keys(gallery)) {
      let a = performance.now();
      const d = hang(view);
      n += d.length;
      t.draw = (t.draw ?? 0) + performance.now() - a;
      for (const name of ["limits", "reading", "pings", "buttons", "typed", "fields", "summaries", "tones", "overs", "wholes"]) {
        a = performance.now();
        const faults = d.flatMap(faults_exports[name]);
        if (faults.length) {
          bad += faults.length;
          if (bad < 30) console.log(faults.slice(0, 3).map((x) => x.slice(0, 300)));
        }
        t[name] = (t[name] ?? 0) + performance.now() - a;
      }
    }
    console.log(n, bad, t);
  }
});
export default require_perf();
