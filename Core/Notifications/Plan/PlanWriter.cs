using System.Globalization;
using System.Text.Json;
using CityOps.Core.Alerts;
using CityOps.Core.Readings;

namespace CityOps.Core.Notifications;

/// <summary>Writes what <see cref="PlanReader"/> reads.</summary>
static class PlanWriter
{
    public static void Write(Utf8JsonWriter writer, NotificationPlan plan)
    {
        writer.WriteStartObject();
        WriteItems(writer, "contacts", plan.Contacts, WriteContact);
        WriteItems(writer, "groups", plan.Groups, WriteGroup);
        WriteItems(writer, "rosters", plan.Rosters, WriteRoster);
        WriteItems(writer, "routes", plan.Routes, WriteRoute);
        if (plan.Report is { } report)
        {
            writer.WriteStartObject("report");
            writer.WriteString("at", ScheduleReader.Clock(report.At));
            WriteTexts(writer, "to", report.To.Select(target => target.ToString()));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public static void WriteContact(Utf8JsonWriter writer, Contact contact)
    {
        writer.WriteString("id", contact.Id);
        writer.WriteString("name", contact.Name);
        writer.WriteString("account", contact.Account);
        writer.WriteString("email", contact.Email);
        writer.WriteString("phone", contact.Phone);
        WriteChoices(writer, OwnChoices.Of(contact));
    }

    public static void WriteChoices(Utf8JsonWriter writer, OwnChoices choices)
    {
        writer.WriteString("language", choices.Language);
        WriteItems(writer, "channels", choices.Channels, (w, one) =>
        {
            w.WriteString("channel", one.Channel);
            w.WriteString("from", RuleWords.Severity(one.From));
        });
        ScheduleReader.Write(writer, choices.Quiet, "quiet");
    }

    static void WriteGroup(Utf8JsonWriter writer, ContactGroup group)
    {
        writer.WriteString("id", group.Id);
        writer.WriteString("name", group.Name);
        WriteTexts(writer, "contacts", group.Contacts);
    }

    static void WriteRoster(Utf8JsonWriter writer, Roster roster)
    {
        writer.WriteString("id", roster.Id);
        writer.WriteString("name", roster.Name);
        WriteTexts(writer, "contacts", roster.Contacts);
        writer.WriteString("start", roster.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteString("handOver", ScheduleReader.Clock(roster.HandOver));
        writer.WriteNumber("days", roster.Days);
        WriteTexts(writer, "holidays", roster.Holidays);
        WriteItems(writer, "overrides", roster.Overrides, (w, one) =>
        {
            w.WriteString("from", Instants.ToRfc3339(one.From));
            w.WriteString("until", Instants.ToRfc3339(one.Until));
            w.WriteString("contact", one.Contact);
        });
    }

    static void WriteRoute(Utf8JsonWriter writer, AlertRoute route)
    {
        writer.WriteString("id", route.Id);
        writer.WriteString("name", route.Name);
        WriteTexts(writer, "domains", route.Domains);
        WriteTexts(writer, "districts", route.Districts);
        WriteTexts(writer, "severities", route.Severities.Select(RuleWords.Severity));
        ScheduleReader.Write(writer, route.When);
        WriteTexts(writer, "groupBy", route.GroupBy.Select(one => one.ToString().ToLowerInvariant()));
        writer.WriteString("firstWait", Durations.Format(route.FirstWait));
        writer.WriteString("interval", Durations.Format(route.Interval));
        writer.WriteString("repeat", Durations.Format(route.Repeat));
        WriteItems(writer, "steps", route.Steps, (w, step) =>
        {
            WriteTexts(w, "to", step.To.Select(target => target.ToString()));
            w.WriteString("after", Durations.Format(step.After));
        });
        writer.WriteNumber("rounds", route.Rounds);
        writer.WriteBoolean("tellEnd", route.TellEnd);
        writer.WriteBoolean("continue", route.Continue);
    }

    static void WriteItems<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
