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
    static readonly string[] Kinds = ["alert", "rule", "station", "device", "person", "key", "session", "quarantine", "maintenance", "log", "handover", "job", "notification", "demo"];

    readonly CancellationTokenSource _gone = new();
    IReadOnlyList<AuditEntry> _entries = [];
    AuditVerdict? _verdict;
    bool _isRefused;
    bool _isBusy;
    bool _hasMore;
    object? _asked;
    Choice _chosen = new();

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
    string? From { get; set; }

    [SupplyParameterFromQuery]
    string? To { get; set; }

    [SupplyParameterFromQuery]
    long? Before { get; set; }

    Choice Shown => new() { Who = Who, Kind = Kind, Subject = Subject, From = From, To = To };

    // Days are the city's, and the last one counts.
    AuditQuery Query => new(Blank(Who), Blank(Kind), Blank(Subject), Clock.StartOf(From), Clock.StartOf(To, daysLater: 1), Before);

    string ExportHref => Navigation.GetUriWithQueryParameters(AuditExport.Page, new Dictionary<string, object?>
    {
        ["who"] = Query.Who, ["action"] = Query.Action, ["subject"] = Query.Subject, ["from"] = Query.From, ["to"] = Query.To,
    });

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        // The layout draws again and again; what somebody is about to choose stays until the address changes.
        object asked = Query;
        if (asked.Equals(_asked))
        {
            return;
        }

        (_asked, _chosen) = (asked, Shown);
        try
        {
            var found = await Desk.FindAsync(Query, EntriesAPage + 1, _gone.Token);
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

    void Go(long? before) => Show(Shown, before);

    void Show(Choice choice, long? before) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["who"] = Blank(choice.Who), ["kind"] = Blank(choice.Kind), ["subject"] = Blank(choice.Subject), ["from"] = Blank(choice.From), ["to"] = Blank(choice.To), ["before"] = before,
    }));

    /// <summary>What stands in the form.</summary>
    sealed class Choice
    {
        public string? Who { get; set; }

        public string? Kind { get; set; }

        public string? Subject { get; set; }

        public string? From { get; set; }

        public string? To { get; set; }
    }
}
