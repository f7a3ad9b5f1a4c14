using CityOps.Core.Alerts;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Rules;

/// <summary>A rule as text: checked before it is saved, and saved only where nobody has saved another version meanwhile.</summary>
public sealed partial class RuleEditor
{
    /// <summary>What surely fits into one message of a circuit (32 KB), quotes and letters beyond ASCII included.</summary>
    const int MostText = 10_000;

    string _text = "";
    string? _error;
    AlertRule? _checked;
    AlertRule? _standing;
    AlertRule? _conflict;
    bool _isBusy;
    bool _isRefused;

    /// <summary>The newest version; null = a new rule.</summary>
    [Parameter]
    public AlertRule? Rule { get; set; }

    [Parameter]
    public RuleCover? Cover { get; set; }

    [Parameter]
    public string? Search { get; set; }

    /// <summary>The rule that was saved.</summary>
    [Parameter]
    public EventCallback<AlertRule> OnSaved { get; set; }

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    RuleDesk Desk { get; set; } = null!;

    // Once: what somebody is writing stays, whatever comes meanwhile; the version he saw is the one he began with.
    protected override void OnInitialized() => (_standing, _text) = (Rule, RuleJson.WriteLines(Rule ?? Template(), withIdAndVersion: false));

    AlertRule Template() => new()
    {
        Id = "", Version = 0, Name = T["Rule_New"], Quantity = "pm10", Domain = "air", Condition = Condition.Above(50, 45), Severity = Severity.Minor,
        RaiseAfter = TimeSpan.FromMinutes(1), ClearAfter = TimeSpan.FromMinutes(2),
    };

    void Forget() => (_error, _checked, _conflict) = (null, null, null);

    void Check()
    {
        Forget();
        _checked = RuleJson.TryRead(_text, out var rule, out _error) ? rule : null;
    }

    async Task SaveAsync()
    {
        Check();
        if (_checked is not { } rule)
        {
            return;
        }

        _isBusy = true;
        try
        {
            if (await WriteAsync(rule) is { } saved)
            {
                await OnSaved.InvokeAsync(saved);
            }
        }
        catch (UnauthorizedAccessException)
        {
            _isRefused = true;
        }
        finally
        {
            _isBusy = false;
        }
    }

    /// <summary>The person has seen what the other version changed.</summary>
    Task SaveOverAsync()
    {
        _standing = _conflict;
        return SaveAsync();
    }

    /// <summary>Null where another version came first.</summary>
    async Task<AlertRule?> WriteAsync(AlertRule rule)
    {
        if (_standing is null)
        {
            return await Desk.CreateAsync(rule, CancellationToken.None);
        }

        var (stands, outcome) = await Desk.SaveAsync(_standing.Id, rule, _standing.Version, CancellationToken.None);
        _conflict = outcome == RuleUpdateOutcome.StaleRevision ? stands : null;
        return outcome == RuleUpdateOutcome.Done ? stands : null;
    }
}
