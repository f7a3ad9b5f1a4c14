using CityOps.Core.Alerts;
using CityOps.Core.Notifications;
using CityOps.Dashboard.Access;
using CityOps.Tests.Core.Notifications;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CityOps.Tests.Dashboard.Access;

/// <summary>From fields to choices and back.</summary>
public sealed class OwnChoicesFormTests
{
    static readonly Contact Ana = Plans.Small.Contact("ana")!;

    /// <summary>What the fields say, and the choices as JSON; or the name of what is wrong.</summary>
    [Theory]
    [InlineData("toldLanguage=en&told-email=minor&told-sms=", """{"language":"en","channels":[{"channel":"email","from":"minor"}],"quiet":null}""")]
    [InlineData("toldLanguage=xx&told-email=minor&told-sms=critical", """{"language":"sl","channels":[{"channel":"sms","from":"critical"},{"channel":"email","from":"minor"}],"quiet":null}""")]
    [InlineData(
        "told-sms=major&quietFrom=22:00&quietFrom=&quietUntil=06:00&quietUntil=&quietDay=Sunday&quietDay=Monday",
        """{"language":"sl","channels":[{"channel":"sms","from":"major"}],"quiet":{"hours":["22:00-06:00"],"days":["mon","sun"],"months":[],"holidays":"any"}}""")]
    [InlineData("told-sms=major&quietFrom=&quietUntil=&quietDay=9&quietDay=Saturday", """{"language":"sl","channels":[{"channel":"sms","from":"major"}],"quiet":{"hours":[],"days":["sat"],"months":[],"holidays":"any"}}""")]
    [InlineData("told-sms=major&quietFrom=6.30&quietUntil= 24:00", """{"language":"sl","channels":[{"channel":"sms","from":"major"}],"quiet":{"hours":["06:30-24:00"],"days":[],"months":[],"holidays":"any"}}""")]
    [InlineData("told-sms=major&quietFrom=24:00&quietUntil=06:00", "Span")]
    [InlineData("told-sms=major&quietFrom=22:60&quietUntil=06:00", "Span")]
    [InlineData("told-sms=major&quietFrom=22&quietUntil=6", "Span")]
    [InlineData("told-email=&told-sms=nonsense", "NoChannel")]
    [InlineData("told-sms=major&quietFrom=22:00&quietUntil=", "Span")]
    [InlineData("told-sms=major&quietFrom=22:00&quietUntil=22:00", "Span")]
    [InlineData("told-sms=major&quietFrom=25:00&quietUntil=06:00", "Span")]
    [InlineData("told-sms=major&quietFrom=06:00&quietFrom=18:00&quietUntil=18:00&quietUntil=06:00", "AlwaysQuiet")]
    public void Fields_BecomeChoices(string fields, string expected)
    {
        var choices = FormOf(fields).For(Ana, out var problem);
        Assert.Equal(expected, choices is null ? problem : OwnChoicesJson.Write(choices));
    }

    [Theory]
    [InlineData("""{"hours":["22:00-24:00","00:00-06:00"],"days":["fri"],"months":[7],"holidays":"never"}""")]
    [InlineData("""{"hours":[],"days":[],"months":[7,8],"holidays":"any"}""")]
    [InlineData("null")]
    public void WhatIsNotTouched_StaysAsItIs(string quiet)
    {
        var contact = ContactWith(quiet);
        Assert.Equal(OwnChoicesJson.Write(OwnChoices.Of(contact)), OwnChoicesJson.Write(OwnChoicesForm.Of(contact).For(contact, out _)!));
    }

    [Fact]
    public void MonthsAndHolidays_StayWhereHoursChange_AndGoWithThem()
    {
        var contact = ContactWith("""{"hours":["22:00-06:00"],"months":[7],"holidays":"never"}""");
        Assert.Equal([7], FormOf("told-sms=major&quietFrom=21:00&quietUntil=05:00").For(contact, out _)!.Quiet!.Months);
        Assert.Null(FormOf("told-sms=major&quietFrom=&quietUntil=").For(contact, out _)!.Quiet);
    }

    static Contact ContactWith(string quiet) => Plans.Read(Plans.Json.Replace("\"account\":\"ana\"", $"\"account\":\"ana\",\"quiet\":{quiet}", StringComparison.Ordinal)).Contact("ana")!;

    static OwnChoicesForm FormOf(string fields) => OwnChoicesForm.Of(new FormCollection(
        fields.Split('&').Select(field => field.Split('=')).GroupBy(field => field[0]).ToDictionary(field => field.Key, field => new StringValues([.. field.Select(one => one[1])]))));
}
