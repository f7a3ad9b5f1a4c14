using CityOps.Core.Alerts;
using CityOps.Core.Readings;
using CityOps.Dashboard.Localization;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Alerts;

/// <summary>Why a transition of an alert came, for people.</summary>
static class TransitionReasons
{
    const int MostText = 1_000;

    /// <summary>A severity is a word of ours; all else is what people wrote, or why the product did it. Null where nothing is said.</summary>
    public static string? Of(IStringLocalizer<Texts> texts, AlertTransition step) => step.Reason is not { Length: > 0 } reason ? null
        : step.Kind == TransitionKind.Severity && Enum.TryParse<Severity>(reason, ignoreCase: true, out var severity) ? texts["Severity_" + severity].Value
        : texts["TransitionReason_" + reason] is { ResourceNotFound: false } known && step.By is null ? known.Value
        : step.Kind == TransitionKind.Assigned ? "→ " + PlainText.Excerpt(reason, MostText)
        : PlainText.Excerpt(reason, MostText);
}
