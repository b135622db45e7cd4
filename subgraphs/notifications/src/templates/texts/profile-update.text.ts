import { defineTemplate } from '../define-template';
import { NotificationCategory } from '../notification-category';
import { NotificationChannel } from '../notification-channel';

export const profileUpdateApproved = defineTemplate({
  key: 'identity.profile-update-approved', channel: NotificationChannel.EMAIL, category: NotificationCategory.ACCOUNT, variables: { field: 'JOB_TITLE', newValue: 'Partner' },
  texts: {
    en: { subject: 'Your profile was changed', text: 'As you requested, your {% case field %}{% when \'FULL_NAME\' %}full name{% when \'ORGANIZATION_NAME\' %}organization{% when \'JOB_TITLE\' %}job title{% else %}city{% endcase %} is now:\n\n{{ newValue }}' },
    hi: { subject: 'आपकी प्रोफ़ाइल बदल दी गई है', text: 'आपके अनुरोध के अनुसार अब आपका {% case field %}{% when \'FULL_NAME\' %}पूरा नाम{% when \'ORGANIZATION_NAME\' %}संस्था{% when \'JOB_TITLE\' %}पद{% else %}शहर{% endcase %} यह है:\n\n{{ newValue }}' },
    ko: { subject: '프로필이 변경되었습니다', text: '요청하신 대로 {% case field %}{% when \'FULL_NAME\' %}이름{% when \'ORGANIZATION_NAME\' %}소속{% when \'JOB_TITLE\' %}직함{% else %}도시{% endcase %} 항목이 다음과 같이 변경되었습니다:\n\n{{ newValue }}' },
  },
});

export const profileUpdateRejected = defineTemplate({
  key: 'identity.profile-update-rejected', channel: NotificationChannel.EMAIL, category: NotificationCategory.ACCOUNT, variables: { field: 'JOB_TITLE', newValue: 'Partner', reason: 'The register says otherwise.' },
  texts: {
    en: { subject: 'Your profile stays as it is', text: 'You requested another {% case field %}{% when \'FULL_NAME\' %}full name{% when \'ORGANIZATION_NAME\' %}organization{% when \'JOB_TITLE\' %}job title{% else %}city{% endcase %}:\n\n{{ newValue }}\n\nThis was not approved. The reason given is:\n\n{{ reason }}' },
    hi: { subject: 'आपकी प्रोफ़ाइल वैसी ही रहेगी', text: 'आपने दूसरा {% case field %}{% when \'FULL_NAME\' %}पूरा नाम{% when \'ORGANIZATION_NAME\' %}संस्था{% when \'JOB_TITLE\' %}पद{% else %}शहर{% endcase %} माँगा था:\n\n{{ newValue }}\n\nयह स्वीकार नहीं हुआ। बताया गया कारण:\n\n{{ reason }}' },
    ko: { subject: '프로필은 그대로 유지됩니다', text: '{% case field %}{% when \'FULL_NAME\' %}이름{% when \'ORGANIZATION_NAME\' %}소속{% when \'JOB_TITLE\' %}직함{% else %}도시{% endcase %} 변경을 요청하셨습니다:\n\n{{ newValue }}\n\n요청이 승인되지 않았습니다. 사유:\n\n{{ reason }}' },
  },
});
