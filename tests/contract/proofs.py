"""Which rows of the acceptance list a played recording proves, because it is the very call that the row is about."""

from __future__ import annotations

ROWS: dict[str, tuple[str, ...]] = {
    "klarify/procedures_list.access_key_invalid": ("KY-20", "KY-67", "KY-75"),
    "klarify/procedures_list.access_key_missing": ("KY-18", "KY-21", "KY-69", "KY-76"),
    "klarify/procedures_list.first_edition": ("KY-14", "KY-15", "KY-17", "KY-39", "KY-40", "KY-44", "KY-73"),
    "klarify/procedures_list.last_page": ("KY-30", "KY-36", "KY-41", "KY-45"),
    "klarify/procedures_list.second_edition": ("KY-55",),
    "kloudless/applications_api_keys_create.published": ("KL-64", "KL-66", "KL-67", "KL-68"),
    "kloudless/applications_api_keys_delete.published": ("KL-69", "KL-70", "KL-71"),
    "kloudless/applications_api_keys_list.published": ("KL-60", "KL-61", "KL-63"),
    "kloudless/applications_create.from_source": ("KL-34", "KL-38", "KL-39"),
    "kloudless/applications_create.published": ("KL-29", "KL-37", "KL-39", "KL-40"),
    "kloudless/applications_delete.published": ("KL-55", "KL-56", "KL-57"),
    "kloudless/applications_get.published": ("KL-43", "KL-44"),
    "kloudless/applications_list.filtered": ("KL-18", "KL-20"),
    "kloudless/applications_list.published": ("KL-4", "KL-5", "KL-6", "KL-17", "KL-19", "KL-28"),
    "kloudless/applications_update.published": ("KL-45", "KL-47", "KL-49", "KL-54"),
    "kloudless/applications_webhooks_create.published": ("KL-75", "KL-80", "KL-83", "KL-84"),
    "kloudless/applications_webhooks_delete.published": ("KL-87", "KL-88", "KL-89"),
    "kloudless/applications_webhooks_get.published": ("KL-85", "KL-86"),
    "kloudless/applications_webhooks_list.published": ("KL-75", "KL-76", "KL-77", "KL-79"),
}
