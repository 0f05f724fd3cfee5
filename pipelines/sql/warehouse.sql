-- the working store: validated rows, append-only; a row counts when its delivery holds its slot in the ledger
create table if not exists applied (seq bigint not null);
create table if not exists umbrella_agreement (
    delivery_id varchar not null, umbrella_agreement_id varchar not null, title varchar,
    municipality_code varchar, municipality varchar, starts_on timestamp, ends_on timestamp,
    published_on timestamp, questions_until timestamp
);
create table if not exists provider (
    delivery_id varchar not null, provider_id varchar not null, provider varchar, kvk varchar, agb varchar,
    aliases varchar, succeeded_by varchar
);
create table if not exists sub_agreement (
    delivery_id varchar not null, sub_agreement_id varchar not null, provider_id varchar, title varchar,
    starts_on timestamp, ends_on timestamp
);
create table if not exists participation (
    delivery_id varchar not null, umbrella_agreement_id varchar, provider_id varchar, joined_on timestamp,
    left_on timestamp, reason varchar, joined_because varchar
);
create table if not exists agreed_target (
    delivery_id varchar not null, sub_agreement_id varchar, indicator varchar, target_value double,
    target_period varchar, valid_from timestamp, valid_until timestamp, source varchar,
    term_days double, days_kind varchar, decision_id varchar
);
-- a home of before has the tables without them
alter table agreed_target add column if not exists term_days double;
alter table agreed_target add column if not exists days_kind varchar;
alter table agreed_target add column if not exists decision_id varchar;
alter table umbrella_agreement add column if not exists published_on timestamp;
alter table umbrella_agreement add column if not exists questions_until timestamp;
alter table participation add column if not exists joined_because varchar;
create table if not exists umbrella_rule (
    delivery_id varchar not null, umbrella_agreement_id varchar, subject varchar, rule varchar
);
create table if not exists admission (
    delivery_id varchar not null, provider_id varchar, requirement varchar, met boolean, since timestamp,
    evidence varchar
);
create table if not exists proposal_step (
    delivery_id varchar not null, proposal_id varchar, provider_id varchar, title varchar, phase varchar,
    on_day timestamp, assessment varchar, discussed varchar, decision varchar, sub_agreement_id varchar
);
create table if not exists network_meeting (
    delivery_id varchar not null, meeting_id varchar, held_on timestamp, kind varchar, subject varchar,
    represented varchar
);
create table if not exists consultation_decision (
    delivery_id varchar not null, decision_id varchar, meeting_id varchar, decided_on timestamp, subject varchar,
    decision varchar, applies_from timestamp
);
create table if not exists sub_agreement_version (
    delivery_id varchar not null, sub_agreement_id varchar, version double, valid_from timestamp, changed varchar,
    decision_id varchar
);
create table if not exists predecessor (
    delivery_id varchar not null, provider_id varchar, predecessor_id varchar, since timestamp, kind varchar
);
create table if not exists lead_time_case (
    delivery_id varchar not null, provider_id varchar not null, sub_agreement_id varchar not null,
    quarter varchar not null, case_digest varchar not null, requested_on timestamp not null, started_on timestamp,
    ended_on timestamp, end_reason varchar, age_band varchar, district varchar, sheet varchar, "row" bigint
);
create table if not exists reference_figure (
    delivery_id varchar not null, subject varchar not null, area varchar not null, subgroup varchar,
    period varchar not null, value double not null, unit varchar, source varchar not null,
    sheet varchar, "row" bigint, value_cell varchar
);
create table if not exists volunteer_count (
    delivery_id varchar not null, provider_id varchar not null, sub_agreement_id varchar not null,
    quarter varchar not null, quantity varchar not null, amount double, below double, note varchar,
    sheet varchar, "row" bigint, cell varchar
);
create table if not exists measurement (
    delivery_id varchar not null, provider_id varchar not null, sub_agreement_id varchar not null,
    quarter varchar not null, period varchar not null, period_kind varchar not null, indicator varchar not null,
    breakdown varchar, breakdown_value varchar, value double, numerator double, denominator double,
    value_below double, numerator_below double, denominator_below double, note varchar,
    sheet varchar, "row" bigint, value_cell varchar, numerator_cell varchar, denominator_cell varchar,
    recipe_note varchar
);
create table if not exists survey_wave (
    delivery_id varchar not null, wave_id varchar, kind varchar, title varchar, quarter varchar, starts_on
    timestamp, ends_on timestamp, purpose varchar, agency varchar, target_group varchar, mode varchar,
    selection varchar, weighting varchar, weight_source varchar
);
create table if not exists survey_wave_count (
    delivery_id varchar not null, wave_id varchar, provider_id varchar, population bigint, invited bigint,
    undeliverable bigint
);
create table if not exists survey_item (
    delivery_id varchar not null, wave_id varchar, item varchar, position bigint, text varchar, kind varchar,
    scale varchar, topic varchar, attributable_to varchar, direction varchar, sheet varchar, letter varchar
);
create table if not exists survey_respondent (
    delivery_id varchar not null, wave_id varchar, respondent bigint, provider_id varchar, organisation
    varchar, age_band varchar, sex varchar, district varchar, weight double, sheet varchar, "row" bigint
);
create table if not exists survey_answer (
    delivery_id varchar not null, wave_id varchar, respondent bigint, item varchar, option varchar, answer
    varchar, score double, missing varchar
);
create table if not exists survey_population (
    delivery_id varchar not null, wave_id varchar, margin varchar, category varchar, number double,
    reference_date varchar, source varchar
);
create table if not exists survey_counted (
    delivery_id varchar not null, wave_id varchar, item varchar, provider_id varchar, district varchar, option
    varchar, answer varchar, score double, missing varchar, number double, sheet varchar, "row" bigint
);
create table if not exists survey_open_answer (
    delivery_id varchar not null, wave_id varchar, respondent bigint, provider_id varchar, item varchar,
    question varchar, text varchar, marks varchar, sheet varchar, "row" bigint
);
create table if not exists sr_obligation (
    delivery_id varchar not null, provider_id varchar not null, sub_agreement_id varchar not null,
    quarter varchar not null, obligation_id varchar not null, source varchar, basis varchar, percentage double,
    contract_value double, wage_sum double, ceiling double, threshold double, awarded_on timestamp,
    starts_on timestamp, ends_on timestamp, table_id varchar, exempt varchar, malus_factor double,
    plan_on timestamp, sheet varchar, "row" bigint
);
create table if not exists sr_entry (
    delivery_id varchar not null, provider_id varchar not null, sub_agreement_id varchar not null,
    quarter varchar not null, obligation_id varchar not null, entry_id varchar not null, content varchar not null,
    candidate varchar, form varchar, target_group varchar, block varchar, starts_on timestamp,
    planned_end timestamp, ends_on timestamp, hours double, quantity double, paid double, bonuses varchar,
    hired_on timestamp, claimed double, custom_reason varchar, district varchar, evidence varchar,
    evidence_seen_on timestamp, evidence_seen_by varchar, withdrawn boolean, sheet varchar, "row" bigint
);
create table if not exists sr_invoice (
    delivery_id varchar not null, provider_id varchar not null, sub_agreement_id varchar not null,
    quarter varchar not null, obligation_id varchar not null, invoiced_quarter varchar, amount double,
    remaining double, sheet varchar, "row" bigint
);
create table if not exists sr_certificate (
    delivery_id varchar not null, provider_id varchar not null, quarter varchar not null, level varchar,
    valid_from timestamp, valid_until timestamp, discount double, sheet varchar, "row" bigint
);
alter table sr_obligation add column if not exists delivered_in varchar;
alter table sr_entry add column if not exists delivered_in varchar;
alter table sr_invoice add column if not exists delivered_in varchar;
alter table sr_certificate add column if not exists delivered_in varchar;
create table if not exists labour_vacancy (
    delivery_id varchar not null, provider_id varchar not null, quarter varchar not null, vacancy varchar not null,
    title varchar, form varchar, hours double, district varchar, starts_on timestamp, requirements varchar,
    description varchar, reported_on timestamp, closes_on timestamp, state varchar, filled_on timestamp,
    sheet varchar, "row" bigint
);
create table if not exists labour_candidate (
    delivery_id varchar not null, provider_id varchar not null, quarter varchar not null, candidate varchar not null,
    target_group varchar, forms varchar, hours double, district varchar, travel varchar, available_from timestamp,
    state varchar, sheet varchar, "row" bigint
);
create table if not exists labour_match (
    delivery_id varchar not null, provider_id varchar not null, quarter varchar not null, vacancy varchar not null,
    candidate varchar not null, target_group varchar, origin varchar, put_forward_on timestamp,
    interview_on timestamp, placed_on timestamp, rejected_on timestamp, withdrawn_on timestamp, form varchar,
    hours double, job_coach boolean, coach_hours double, ends_on timestamp, after varchar, months_off double,
    months_partly double, sheet varchar, "row" bigint
);
