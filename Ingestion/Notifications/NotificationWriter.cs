using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Registration;
using CityOps.Storage.City;

namespace CityOps.Ingestion.Notifications;

/// <summary>From a message that waits to one in words. Safe for concurrent use.</summary>
public sealed class NotificationWriter(ActLinks links, DailyReports reports, RegistryMirror registry, CitySettings settings, TimeProvider clock)
{
    /// <summary>The path behind which <see cref="ActLinks"/> are read.</summary>
    public const string ActPath = "/act/";

    /// <summary>The path of the page of a report.</summary>
    public const string ReportPath = "/reports/";

    /// <summary>The parameter of a link that says in which language its page is.</summary>
    public const string LanguageKey = "l";

    /// <param name="alerts">All that it is about, the worst first.</param>
    public async Task<Notification> WriteAsync(Delivery delivery, IReadOnlyList<Alert> alerts, CancellationToken cancellationToken)
    {
        var content = delivery.Report is { } day
            ? await OfReportAsync(delivery, day, cancellationToken).ConfigureAwait(false)
            : await OfAlertsAsync(delivery, alerts, cancellationToken).ConfigureAwait(false);
        return new Notification(delivery.Key, delivery.To, delivery.CalloutId ?? delivery.Key, content, MessageWriter.Write(content, settings.TimeZone));
    }

    async Task<NotificationContent> OfReportAsync(Delivery delivery, DateOnly day, CancellationToken cancellationToken) => new()
    {
        Reason = delivery.Reason,
        Language = delivery.Language,
        Alerts = [],
        Count = 0,
        StationNames = new Dictionary<string, string>(),
        Report = await reports.GetAsync(day, cancellationToken).ConfigureAwait(false) ?? throw new InvalidDataException($"There is no report of {day:yyyy-MM-dd}."),
        PageLink = Link($"{ReportPath}{day:yyyy-MM-dd}"),
        City = settings.Web.ForPeople,
        At = clock.UnixMs(),
    };

    async Task<NotificationContent> OfAlertsAsync(Delivery delivery, IReadOnlyList<Alert> alerts, CancellationToken cancellationToken)
    {
        var named = alerts.Take(NotificationContent.MostNamed).ToList();
        var acts = delivery.Contact is not null && delivery.Reason is not (NotificationReason.Cleared or NotificationReason.Test);
        return new NotificationContent
        {
            Reason = delivery.Reason,
            Language = delivery.Language,
            Alerts = named,
            Count = alerts.Count,
            StationNames = NamesOf(named),
            ActLink = acts ? Link($"{ActPath}{await links.TokenOfAsync(delivery, cancellationToken).ConfigureAwait(false)}?{LanguageKey}={delivery.Language}") : null,
            PageLink = Link(alerts.Count == 1 ? "/alerts/" + alerts[0].Id : "/alerts"),
            Drill = delivery.Drill,
            Step = delivery.Step,
            At = clock.UnixMs(),
        };
    }

    Uri? Link(string path) => settings.Web.ForPeople is { } city ? new Uri(city.ToString().TrimEnd('/') + path) : null;

    Dictionary<string, string> NamesOf(List<Alert> alerts)
    {
        var stations = registry.Current.Stations;
        return alerts.Select(alert => alert.Station).OfType<string>().Distinct().Where(stations.ContainsKey).ToDictionary(id => id, id => stations[id].Name);
    }
}
