using System.Globalization;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>Who changed what, newest first; its choices are in the address.</summary>
public sealed partial class Audit : IDisposable
{
    const int EntriesAPage = 50;
    const int MostText = 300;

    /// <summary>What stands before the point of an action.</summary>
    static readonly string[] Kinds = ["alert", "rule", "station", "device", "person", "key", "session", "quarantine"];

    readonly CancellationTokenSource _gone = new();
    IReadOnlyList<AuditEntry> _entries = [];
    AuditVerdict? _verdict;
    bool _isRefused;
    bool _isBusy;
    bool _hasMore;
    object? _asked;
    string? _who;
    string? _kind;
    string? _subject;

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    AuditDesk Desk { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery]
    string? Who { get; set; }

    [SupplyParameterFromQuery]
    string? Kind { get; set; }

    [SupplyParameterFromQuery]
    string? Subject { get; set; }

    [SupplyParameterFromQuery]
    long? Before { get; set; }

    string ExportHref => Navigation.GetUriWithQueryParameters(
        AuditExport.Path.TrimStart('/'), new Dictionary<string, object?> { ["who"] = Blank(Who), ["action"] = Blank(Kind), ["subject"] = Blank(Subject) });

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        // The layout draws again and again; what somebody is about to choose stays until the address changes.
        object asked = (Who, Kind, Subject, Before);
        if (asked.Equals(_asked))
        {
            return;
        }

        (_asked, _who, _kind, _subject) = (asked, Who, Kind, Subject);
        try
        {
            var found = await Desk.FindAsync(new AuditQuery(Blank(Who), Blank(Kind), Blank(Subject), Before: Before), EntriesAPage + 1, _gone.Token);
            (_entries, _hasMore) = ([.. found.Take(EntriesAPage)], found.Count > EntriesAPage);
        }
        catch (UnauthorizedAccessException)
        {
            _isRefused = true;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
    }

    static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    async Task VerifyAsync()
    {
        _isBusy = true;
        try
        {
            _verdict = await Desk.VerifyAsync(_gone.Token);
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

    void Filter() => Show(_who, _kind, _subject, null);

    void Go(long? before) => Show(Who, Kind, Subject, before);

    void Show(string? who, string? kind, string? subject, long? before) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["who"] = Blank(who), ["kind"] = Blank(kind), ["subject"] = Blank(subject), ["before"] = before }));
}
