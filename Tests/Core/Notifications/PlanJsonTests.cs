using CityOps.Core.Alerts;
using CityOps.Core.Notifications;

namespace CityOps.Tests.Core.Notifications;

/// <summary>The plan of notifications in and out, and what is refused of it.</summary>
public sealed class PlanJsonTests
{
    [Fact]
    public void Plan_ComesBackAsItWent()
    {
        var plan = Plans.Small;
        Assert.Equal(PlanJson.Write(plan), PlanJson.Write(Plans.Read(PlanJson.WriteLines(plan))));
        Assert.Equal((3, 1, 1, 2), (plan.Contacts.Count, plan.Groups.Count, plan.Rosters.Count, plan.Routes.Count));
        Assert.Equal([new ContactChannel("sms", Severity.Major), new ContactChannel("email", Severity.Warning)], plan.Contact("ana")!.Channels);
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5), TimeSpan.FromHours(4), 2), (plan.Routes[0].FirstWait, plan.Routes[0].Interval, plan.Routes[0].Repeat, plan.Routes[0].Rounds));
        Assert.Equal("roster:duty", plan.Routes[0].Steps[0].To[0].ToString());
        Assert.Equal(PlanJson.Write(NotificationPlan.Empty), PlanJson.Write(Plans.Read("{}")));
    }

    [Fact]
    public void Report_IsReadWrittenAndChecked()
    {
        const string WithReport = "{\"report\":{\"at\":\"07:15\",\"to\":[\"channel:room\"]}}";
        var plan = Plans.Read(WithReport);
        Assert.Equal((435, "channel:room"), (plan.Report!.At, plan.Report.To.Single().ToString()));
        Assert.Equal(PlanJson.Write(plan), PlanJson.Write(Plans.Read(PlanJson.Write(plan))));
        Assert.Equal(ReportPlan.Default.At, Plans.Read("{\"report\":{}}").Report!.At);
        Assert.Equal("report.at must be a time of the day such as 06:30.", ErrorOf(WithReport.Replace("07:15", "24:00", StringComparison.Ordinal)));
        Assert.Equal("report is sent to group:nobody, which is not in the plan.", ErrorOf(WithReport.Replace("channel:room", "group:nobody", StringComparison.Ordinal)));

        static string? ErrorOf(string json) => PlanJson.TryRead(json, out _, out var error) ? null : error;
    }

    [Theory]
    [InlineData("\"email\":\"ana@example.org\"", "\"email\":\"ana at home\"", "contacts[0].email must be an e-mail address.")]
    [InlineData("\"phone\":\"+38641000001\"", "\"phone\":\"041 000 001\"", "contacts[0].phone must be a number with country code, such as +38641123456.")]
    [InlineData("\"channel\":\"sms\"", "\"channel\":\"pigeon\"", "contacts[0].channels[0].channel must be email or sms; a room is told by a step of a route.")]
    [InlineData("\"contacts\":[\"ana\",\"bor\",\"cene\"]", "\"contacts\":[\"ana\",\"dora\"]", "groups of id all name contact dora, who is not in the plan.")]
    [InlineData("\"contacts\":[\"ana\",\"bor\"],\"start\"", "\"contacts\":[],\"start\"", "rosters[0].contacts must name at least one contact.")]
    [InlineData("\"start\":\"2026-11-30\"", "\"start\":\"30. 11. 2026\"", "rosters[0].start must be a day such as 2026-11-30.")]
    [InlineData("\"handOver\":\"08:00\"", "\"handOver\":\"24:00\"", "rosters[0].handOver must be a time of the day such as 08:00.")]
    [InlineData("\"domains\":[\"water\"]", "\"domains\":[\"fire\"]", "routes[0].domains must hold words of")]
    [InlineData("roster:duty", "roster:night", "routes of id water tell roster:night, which is not in the plan.")]
    [InlineData("group:all", "everybody", "routes[0].steps[1].to must hold targets such as contact:ana")]
    [InlineData("\"after\":\"00:05:00\"},{", "\"after\":\"00:00:05\"},{", "routes[0].steps[0].after must be at least 00:00:10")]
    [InlineData("\"rounds\":2", "\"rounds\":10", "routes[0].rounds must be a whole number from 1 to 9.")]
    [InlineData("\"id\":\"bor\"", "\"id\":\"ana\"", "contacts have id ana twice.")]
    [InlineData("\"id\":\"bor\",\"name\":\"Bor Kos\"", "\"id\":\"bor\",\"name\":\"Bor Kos\",\"account\":\"Ana\"", "contacts have account ana twice.")]
    [InlineData("\"language\":\"en\"", "\"langauge\":\"en\"", "contacts[1].langauge is not a member that exists here.")]
    public void Mistake_IsNamed(string right, string wrong, string sentence)
    {
        Assert.Contains(right, Plans.Json, StringComparison.Ordinal);
        Assert.False(PlanJson.TryRead(Plans.Json.Replace(right, wrong, StringComparison.Ordinal), out _, out var error));
        Assert.StartsWith(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoJson_IsSaid()
    {
        Assert.False(PlanJson.TryRead("{", out _, out var error));
        Assert.StartsWith("The plan is not JSON:", error, StringComparison.Ordinal);
    }
}
