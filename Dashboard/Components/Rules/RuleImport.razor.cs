using CityOps.Core.Alerts;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Rules;

/// <summary>Rules from a file: what it would change is shown first, and written only when somebody says so.</summary>
public sealed partial class RuleImport : IDisposable
{
    const int MostText = 300;
    const int RuleNameShown = 110;

    static readonly RuleReviewKind[] Order = [RuleReviewKind.Wrong, RuleReviewKind.Changed, RuleReviewKind.New, RuleReviewKind.Same];

    readonly CancellationTokenSource _gone = new();
    IReadOnlyList<RuleInFile> _file = [];
    IReadOnlyList<RuleReviewRow> _rows = [];
    string? _error;
    string? _detail;
    RuleTakeOver? _done;
    bool _isBusy;

    /// <summary>The page hears of a chosen file only after the first draw; one that was chosen before would be lost.</summary>
    bool _listens;

    [Parameter]
    public string? Search { get; set; }

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    RuleDesk Desk { get; set; } = null!;

    int Changes => _rows.Count(row => row.Kind is RuleReviewKind.New or RuleReviewKind.Changed);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _listens = true;
            StateHasChanged();
        }
    }

    string WordOf(RuleReviewKind kind) => kind switch
    {
        RuleReviewKind.New => T["Import_New"],
        RuleReviewKind.Changed => T["Import_Changed"],
        RuleReviewKind.Same => T["Import_Same"],
        _ => T["Import_Wrong"],
    };

    Task ReadAsync(InputFileChangeEventArgs chosen) => DoAsync(async gone =>
    {
        (_file, _rows, _done) = ([], [], null);
        if (chosen.File.Size > RuleFile.MaxBytes)
        {
            _error = T["Import_TooLarge"];
            return;
        }

        using var bytes = new MemoryStream();
        await using var stream = chosen.File.OpenReadStream(RuleFile.MaxBytes, gone);
        await stream.CopyToAsync(bytes, gone);
        if (!RuleFile.TryRead(bytes.ToArray(), out var file, out _detail))
        {
            _error = T["Import_NoFile"];
            return;
        }

        _file = file;
        _rows = RuleReview.Of(_file, await Desk.ListAsync(gone));
        _error = _rows.Count == 0 ? T["Import_Empty"].Value : null;
    });

    Task TakeOverAsync() => DoAsync(async gone =>
    {
        // Not cut short when somebody leaves: a file is taken over as a whole.
        _done = await Desk.TakeOverAsync(_rows, CancellationToken.None);
        _rows = RuleReview.Of(_file, await Desk.ListAsync(gone));
    });

    async Task DoAsync(Func<CancellationToken, Task> act)
    {
        (_isBusy, _error, _detail) = (true, null, null);
        try
        {
            await act(_gone.Token);
        }
        catch (UnauthorizedAccessException)
        {
            _error = T["Rules_RefusedChange"];
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (IOException)
        {
            _error = T["Import_NoFile"];
        }
        finally
        {
            _isBusy = false;
        }
    }
}
