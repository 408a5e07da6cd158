// The bundled files. A new rulebook or word list is two lines here; a test compares the list with the folder.
#include "CBundledRules.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char f_answering_en_yaml[] = {
#embed "../../rules/answering-en.yaml"
};
static const unsigned char f_answering_zh_yaml[] = {
#embed "../../rules/answering-zh.yaml"
};
static const unsigned char f_bot_handover_en_yaml[] = {
#embed "../../rules/bot-handover-en.yaml"
};
static const unsigned char f_bot_handover_zh_yaml[] = {
#embed "../../rules/bot-handover-zh.yaml"
};
static const unsigned char f_collection_zh_yaml[] = {
#embed "../../rules/collection-zh.yaml"
};
static const unsigned char f_conduct_en_yaml[] = {
#embed "../../rules/conduct-en.yaml"
};
static const unsigned char f_conduct_zh_yaml[] = {
#embed "../../rules/conduct-zh.yaml"
};
static const unsigned char f_courtesy_en_yaml[] = {
#embed "../../rules/courtesy-en.yaml"
};
static const unsigned char f_courtesy_zh_yaml[] = {
#embed "../../rules/courtesy-zh.yaml"
};
static const unsigned char f_customer_tags_en_yaml[] = {
#embed "../../rules/customer-tags-en.yaml"
};
static const unsigned char f_customer_tags_zh_yaml[] = {
#embed "../../rules/customer-tags-zh.yaml"
};
static const unsigned char f_ecommerce_zh_yaml[] = {
#embed "../../rules/ecommerce-zh.yaml"
};
static const unsigned char f_emotion_en_yaml[] = {
#embed "../../rules/emotion-en.yaml"
};
static const unsigned char f_emotion_zh_yaml[] = {
#embed "../../rules/emotion-zh.yaml"
};
static const unsigned char f_finance_compliance_zh_yaml[] = {
#embed "../../rules/finance-compliance-zh.yaml"
};
static const unsigned char f_finance_en_yaml[] = {
#embed "../../rules/finance-en.yaml"
};
static const unsigned char f_information_safety_en_yaml[] = {
#embed "../../rules/information-safety-en.yaml"
};
static const unsigned char f_information_safety_zh_yaml[] = {
#embed "../../rules/information-safety-zh.yaml"
};
static const unsigned char f_online_service_en_yaml[] = {
#embed "../../rules/online-service-en.yaml"
};
static const unsigned char f_online_service_zh_yaml[] = {
#embed "../../rules/online-service-zh.yaml"
};
static const unsigned char f_resolution_en_yaml[] = {
#embed "../../rules/resolution-en.yaml"
};
static const unsigned char f_resolution_zh_yaml[] = {
#embed "../../rules/resolution-zh.yaml"
};
static const unsigned char f_service_survey_en_yaml[] = {
#embed "../../rules/service-survey-en.yaml"
};
static const unsigned char f_service_survey_zh_yaml[] = {
#embed "../../rules/service-survey-zh.yaml"
};
static const unsigned char f_lexicons_abuse_en_tsv[] = {
#embed "../../rules/lexicons/abuse-en.tsv"
};
static const unsigned char f_lexicons_abuse_zh_tsv[] = {
#embed "../../rules/lexicons/abuse-zh.tsv"
};
static const unsigned char f_lexicons_closing_en_tsv[] = {
#embed "../../rules/lexicons/closing-en.tsv"
};
static const unsigned char f_lexicons_closing_zh_tsv[] = {
#embed "../../rules/lexicons/closing-zh.tsv"
};
static const unsigned char f_lexicons_courtesy_en_tsv[] = {
#embed "../../rules/lexicons/courtesy-en.tsv"
};
static const unsigned char f_lexicons_courtesy_zh_tsv[] = {
#embed "../../rules/lexicons/courtesy-zh.tsv"
};
static const unsigned char f_lexicons_forbidden_en_tsv[] = {
#embed "../../rules/lexicons/forbidden-en.tsv"
};
static const unsigned char f_lexicons_forbidden_zh_tsv[] = {
#embed "../../rules/lexicons/forbidden-zh.tsv"
};
static const unsigned char f_lexicons_greeting_en_tsv[] = {
#embed "../../rules/lexicons/greeting-en.tsv"
};
static const unsigned char f_lexicons_greeting_zh_tsv[] = {
#embed "../../rules/lexicons/greeting-zh.tsv"
};
static const unsigned char f_lexicons_pitch_zh_tsv[] = {
#embed "../../rules/lexicons/pitch-zh.tsv"
};
static const unsigned char f_lexicons_promise_zh_tsv[] = {
#embed "../../rules/lexicons/promise-zh.tsv"
};
static const unsigned char f_lexicons_service_phrases_tsv[] = {
#embed "../../rules/lexicons/service-phrases.tsv"
};
static const unsigned char f_lexicons_thanks_en_tsv[] = {
#embed "../../rules/lexicons/thanks-en.tsv"
};
static const unsigned char f_lexicons_thanks_zh_tsv[] = {
#embed "../../rules/lexicons/thanks-zh.tsv"
};

static const cbundled_file files[] = {
  {"answering-en.yaml", f_answering_en_yaml, sizeof f_answering_en_yaml},
  {"answering-zh.yaml", f_answering_zh_yaml, sizeof f_answering_zh_yaml},
  {"bot-handover-en.yaml", f_bot_handover_en_yaml, sizeof f_bot_handover_en_yaml},
  {"bot-handover-zh.yaml", f_bot_handover_zh_yaml, sizeof f_bot_handover_zh_yaml},
  {"collection-zh.yaml", f_collection_zh_yaml, sizeof f_collection_zh_yaml},
  {"conduct-en.yaml", f_conduct_en_yaml, sizeof f_conduct_en_yaml},
  {"conduct-zh.yaml", f_conduct_zh_yaml, sizeof f_conduct_zh_yaml},
  {"courtesy-en.yaml", f_courtesy_en_yaml, sizeof f_courtesy_en_yaml},
  {"courtesy-zh.yaml", f_courtesy_zh_yaml, sizeof f_courtesy_zh_yaml},
  {"customer-tags-en.yaml", f_customer_tags_en_yaml, sizeof f_customer_tags_en_yaml},
  {"customer-tags-zh.yaml", f_customer_tags_zh_yaml, sizeof f_customer_tags_zh_yaml},
  {"ecommerce-zh.yaml", f_ecommerce_zh_yaml, sizeof f_ecommerce_zh_yaml},
  {"emotion-en.yaml", f_emotion_en_yaml, sizeof f_emotion_en_yaml},
  {"emotion-zh.yaml", f_emotion_zh_yaml, sizeof f_emotion_zh_yaml},
  {"finance-compliance-zh.yaml", f_finance_compliance_zh_yaml, sizeof f_finance_compliance_zh_yaml},
  {"finance-en.yaml", f_finance_en_yaml, sizeof f_finance_en_yaml},
  {"information-safety-en.yaml", f_information_safety_en_yaml, sizeof f_information_safety_en_yaml},
  {"information-safety-zh.yaml", f_information_safety_zh_yaml, sizeof f_information_safety_zh_yaml},
  {"online-service-en.yaml", f_online_service_en_yaml, sizeof f_online_service_en_yaml},
  {"online-service-zh.yaml", f_online_service_zh_yaml, sizeof f_online_service_zh_yaml},
  {"resolution-en.yaml", f_resolution_en_yaml, sizeof f_resolution_en_yaml},
  {"resolution-zh.yaml", f_resolution_zh_yaml, sizeof f_resolution_zh_yaml},
  {"service-survey-en.yaml", f_service_survey_en_yaml, sizeof f_service_survey_en_yaml},
  {"service-survey-zh.yaml", f_service_survey_zh_yaml, sizeof f_service_survey_zh_yaml},
  {"lexicons/abuse-en.tsv", f_lexicons_abuse_en_tsv, sizeof f_lexicons_abuse_en_tsv},
  {"lexicons/abuse-zh.tsv", f_lexicons_abuse_zh_tsv, sizeof f_lexicons_abuse_zh_tsv},
  {"lexicons/closing-en.tsv", f_lexicons_closing_en_tsv, sizeof f_lexicons_closing_en_tsv},
  {"lexicons/closing-zh.tsv", f_lexicons_closing_zh_tsv, sizeof f_lexicons_closing_zh_tsv},
  {"lexicons/courtesy-en.tsv", f_lexicons_courtesy_en_tsv, sizeof f_lexicons_courtesy_en_tsv},
  {"lexicons/courtesy-zh.tsv", f_lexicons_courtesy_zh_tsv, sizeof f_lexicons_courtesy_zh_tsv},
  {"lexicons/forbidden-en.tsv", f_lexicons_forbidden_en_tsv, sizeof f_lexicons_forbidden_en_tsv},
  {"lexicons/forbidden-zh.tsv", f_lexicons_forbidden_zh_tsv, sizeof f_lexicons_forbidden_zh_tsv},
  {"lexicons/greeting-en.tsv", f_lexicons_greeting_en_tsv, sizeof f_lexicons_greeting_en_tsv},
  {"lexicons/greeting-zh.tsv", f_lexicons_greeting_zh_tsv, sizeof f_lexicons_greeting_zh_tsv},
  {"lexicons/pitch-zh.tsv", f_lexicons_pitch_zh_tsv, sizeof f_lexicons_pitch_zh_tsv},
  {"lexicons/promise-zh.tsv", f_lexicons_promise_zh_tsv, sizeof f_lexicons_promise_zh_tsv},
  {"lexicons/service-phrases.tsv", f_lexicons_service_phrases_tsv, sizeof f_lexicons_service_phrases_tsv},
  {"lexicons/thanks-en.tsv", f_lexicons_thanks_en_tsv, sizeof f_lexicons_thanks_en_tsv},
  {"lexicons/thanks-zh.tsv", f_lexicons_thanks_zh_tsv, sizeof f_lexicons_thanks_zh_tsv},
};

size_t cbundled_count(void) { return sizeof files / sizeof files[0]; }

cbundled_file cbundled_file_at(size_t index) { return files[index]; }
