using System.Text.Json;
using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using CityOps.Storage.City;

namespace CityOps.Dashboard.Api;

/// <param name="State"><c>working</c>, <c>failing</c>, or <c>unknown</c> where it was never used.</param>
/// <param name="Error">What went wrong at its last try; null while it works.</param>
sealed record ChannelItem(string Name, bool Personal, string State, string? SentAt, string? FailingSince, string? Error)
{
    public static ChannelItem Of(NotificationChannel channel) => new(
        channel.Name, channel.Personal, channel.FailingSince is not null ? "failing" : channel.SentAt is not null ? "working" : "unknown", Time(channel.SentAt), Time(channel.FailingSince),
        channel.FailingSince is null ? null : channel.Error);

    static string? Time(long? unixMs) => unixMs is { } at ? Instants.ToRfc3339(at) : null;
}

/// <summary>A message, without the address it went to.</summary>
/// <param name="To">Name of the person; null where the receiver is a room.</param>
/// <param name="Alerts">How many alerts it is about.</param>
sealed record DeliveryItem(
    string Key, string Channel, string? To, string Reason, int Step, string? Severity, bool Drill, int Alerts, string CreatedAt, string DueAt, int Tries, string State, string? Outcome, string? DoneAt,
    string? LinkUsedAt)
{
    public static DeliveryItem Of(Delivery one) => new(
        one.Key, one.Channel, one.ContactName, Word(one.Reason), one.Step + 1, one.Severity is { } severity ? RuleWords.Severity(severity) : null, one.Drill, one.Count,
        Instants.ToRfc3339(one.CreatedAt), Instants.ToRfc3339(one.DueAt), one.Tries, Word(one.State), one.Outcome, Time(one.DoneAt), Time(one.LinkUsedAt));

    static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    static string? Time(long? unixMs) => unixMs is { } at ? Instants.ToRfc3339(at) : null;
}

sealed record RouteForecastItem(string Route, string Name, int Rounds, IReadOnlyList<StepForecastItem> Steps)
{
    public static RouteForecastItem Of(RouteForecast route) => new(route.Route.Id, route.Route.Name, route.Route.Rounds, [.. route.Steps.Select((step, i) => StepForecastItem.Of(i + 1, step))]);
}

sealed record StepForecastItem(int Step, string At, IReadOnlyList<CallItem> Calls)
{
    public static StepForecastItem Of(int number, StepForecast step) => new(number, Instants.ToRfc3339(step.At), [.. step.Calls.Select(CallItem.Of)]);
}

/// <param name="Contact">Id; null where the receiver is a room.</param>
/// <param name="Because">What of the step leads here, such as <c>roster:duty</c>.</param>
/// <param name="At">When the message would go: later than its step in quiet hours.</param>
/// <param name="Problem">Why it would not arrive: <c>noAddress</c> or <c>noChannel</c>; else null.</param>
sealed record CallItem(string? Channel, string? Contact, string? Name, string Because, string At, string? Problem)
{
    public static CallItem Of(Call call) => new(
        call.Channel, call.Contact?.Id, call.Contact?.Name, call.Because, Instants.ToRfc3339(call.Due), call.IsPossible ? null : JsonNamingPolicy.CamelCase.ConvertName(call.Problem.ToString()));
}
