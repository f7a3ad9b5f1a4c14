using System.Net;
using System.Text.Json;

namespace CityOps.Tests.Dashboard.Api;

/// <summary>The log book over HTTP: written, corrected, and read between what happened.</summary>
[Collection(ApiCity.Name)]
public sealed class LogApiTests(ApiCity city)
{
    const string Members = "id at kind by subject name severity text station alert corrects correctedBy eventTime";

    [Fact]
    public async Task Entry_IsWrittenAndCorrected()
    {
        await city.PutAsync("/stations/lo-1", """{"name":"Lo","lat":46.05,"lon":14.5,"district":"Center","domain":"air"}""", HttpStatusCode.Created);
        var wrong = await city.PostAsync("/log", """{"text":"valve 7\r\nclosed","station":"lo-1"}""", HttpStatusCode.Created);
        Assert.Equal(Members, wrong.Members());
        Assert.Equal("entry setup-key valve 7\nclosed lo-1", string.Join(' ', new[] { "kind", "by", "text", "station" }.Select(member => wrong.Text(member))));
        Json.IsTime(wrong.Text("at"));
        var number = wrong.Text("subject");
        var right = await city.PostAsync("/log", $$"""{"text":"valve 8","corrects":{{number}}}""", HttpStatusCode.Created);
        Assert.Equal(number, right.Count("corrects").ToString(System.Globalization.CultureInfo.InvariantCulture));
        var entries = (await city.GetAsync("/log?show=entries&limit=2")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["valve 8", "valve 7\nclosed"], entries.Select(entry => entry.Text("text")));
        Assert.Equal(right.Text("subject"), entries[1].Count("correctedBy").ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Contains("was corrected already", await city.RefusalAsync(HttpMethod.Post, "/log", $$"""{"text":"valve 9","corrects":{{number}}}""", HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Equal(["log.correct"], (await city.GetAsync($"/audit?subject=log:{right.Text("subject")}")).Items().Select(act => act.Text("action")));
    }

    [Fact]
    public async Task WhatHappened_StandsBetweenTheEntries()
    {
        await city.PostAsync("/rules", """{"name":"logged","quantity":"benzene","devices":["lo-*"],"condition":{"kind":"above","raise":10},"severity":"critical"}""", HttpStatusCode.Created);
        await city.ReadAsync("lo-2", "benzene", Json.Now, 20);
        var alert = Assert.Single((await city.ItemsAsync("/alerts?device=lo-2", 1)).Items()).Text("id")!;
        await city.PostAsync($"/alerts/{alert}/acknowledge", """{"comment":"on my way"}""");
        await city.PostAsync("/log", $$"""{"text":"called the fire brigade","alert":"{{alert}}"}""", HttpStatusCode.Created);
        var mine = (await LinesAsync("all")).Where(line => line.Text("alert") == alert).ToList();
        Assert.Equal(["entry", "alert.acknowledged", "alert.raised"], mine.Select(line => line.Text("kind")));
        Assert.Equal(("logged", "critical", "on my way"), (mine[1].Text("name"), mine[1].Text("severity"), mine[1].Text("text")));
        Assert.Equal(["entry", "alert.acknowledged"], (await LinesAsync("people")).Where(line => line.Text("alert") == alert).Select(line => line.Text("kind")));
        Assert.Equal(["alert.raised"], (await LinesAsync("automatic")).Where(line => line.Text("alert") == alert).Select(line => line.Text("kind")));
        Assert.Contains(await LinesAsync("people"), line => line.Text("kind") == "rule.create" && line.Text("name") == "logged" && line.Text("by") == "setup-key");
    }

    [Fact]
    public async Task Cursor_GoesOnWhereThePageEnded()
    {
        for (var n = 0; n < 5; n++)
        {
            await city.PostAsync("/log", $$"""{"text":"page {{n}}"}""", HttpStatusCode.Created);
        }

        var (texts, path) = (new List<string>(), "/log?show=entries&limit=2");
        while (texts.Count < 5)
        {
            var page = await city.GetAsync(path);
            texts.AddRange(page.GetProperty("items").EnumerateArray().Select(line => line.Text("text")!));
            path = $"/log?show=entries&limit=2&cursor={page.Text("next")}";
        }

        Assert.Equal(["page 4", "page 3", "page 2", "page 1", "page 0"], texts[..5]);
    }

    [Theory]
    [InlineData("""{}""", 400)]
    [InlineData("""{"text":" \n "}""", 400)]
    [InlineData("""{"text":"x","station":"no such"}""", 400)]
    [InlineData("""{"text":"x","remark":"y"}""", 400)]
    [InlineData("""{"text":"x","station":"nowhere"}""", 422)]
    [InlineData("""{"text":"x","alert":"none"}""", 422)]
    [InlineData("""{"text":"x","corrects":1000000}""", 422)]
    public async Task WrongEntry_IsRefused(string body, int status) => await city.RefusalAsync(HttpMethod.Post, "/log", body, (HttpStatusCode)status);

    [Theory]
    [InlineData("show=nothing")]
    [InlineData("cursor=x")]
    [InlineData("limit=0")]
    [InlineData("from=yesterday")]
    [InlineData("who=ana")]
    public async Task WrongQuestion_IsRefused(string query) => await city.RefusalAsync(HttpMethod.Get, "/log?" + query, null, HttpStatusCode.BadRequest);

    [Fact]
    public async Task TooLongText_IsRefused() =>
        Assert.Contains("2000", await city.RefusalAsync(HttpMethod.Post, "/log", JsonSerializer.Serialize(new { text = new string('a', 2_001) }), HttpStatusCode.BadRequest), StringComparison.Ordinal);

    [Fact]
    public async Task File_HasNoFormula()
    {
        await city.PostAsync("/log", """{"text":"=HYPERLINK(\"http://x\")\nsecond, line"}""", HttpStatusCode.Created);
        var csv = await city.Process.Http.GetStringAsync("/log-export?show=entries");
        Assert.StartsWith("time,kind,by,subject,name,severity,text,station,alert,corrects,corrected_by,event_time\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\nsecond, line\"", csv, StringComparison.Ordinal);
    }

    async Task<List<JsonElement>> LinesAsync(string show) => [.. (await city.GetAsync($"/log?show={show}&limit=10000")).GetProperty("items").EnumerateArray()];
}
