using System.Globalization;
using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Localization;
using CityOps.Ingestion.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Health;

/// <summary>What was refused, newest first, a page at a time; administrators have it judged again.</summary>
public sealed partial class QuarantineList : IDisposable
{
    readonly CancellationTokenSource _gone = new();
    bool _mayReplay;
    bool _isBusy;
    string? _said;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    QuarantineActions Actions { get; set; } = null!;

    /// <summary>Null while it is not known.</summary>
    [Parameter, EditorRequired]
    public ListAnswer<QuarantineItem>? Rows { get; set; }

    [Parameter, EditorRequired]
    public HealthQuery Query { get; set; } = HealthQuery.Empty;

    [Parameter]
    public EventCallback<HealthQuery> OnQuery { get; set; }

    /// <summary>Messages may have left the list.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync() => _mayReplay = await Actions.MayReplayAsync();

    Task ReplayAllAsync() => ReplayAsync(async gone => await Actions.ReplayAsync(Query.From, gone) is { } answer
        ? T["Quarantine_Replayed", Number(answer.Taken), Number(answer.Refused.Total), Number(answer.Cut)].Value
        : null);

    Task ReplayOneAsync(string id) => ReplayAsync(async gone => await Actions.ReplayOneAsync(id, gone) is { } answer ? SentenceOf(answer) : null);

    /// <summary>One at a time: the answer says what became of it.</summary>
    async Task ReplayAsync(Func<CancellationToken, Task<string?>> replay)
    {
        (_isBusy, _said) = (true, T["Quarantine_Replaying"]);
        try
        {
            _said = await replay(_gone.Token) ?? T["Quarantine_ReplayFailed"];
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or OperationCanceledException)
        {
            _said = T["Quarantine_ReplayFailed"];
        }
        finally
        {
            _isBusy = false;
        }

        await OnChanged.InvokeAsync();
    }

    string SentenceOf(ReplayAnswer answer) => answer.Outcome switch
    {
        "taken" => T["Quarantine_Taken"],
        "cut" => T["Quarantine_Cut"],
        _ => T["Quarantine_RefusedAgain", T.Reason(answer.Reason ?? "")],
    };

    static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
