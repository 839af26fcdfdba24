package dev.shida.trace;

import org.hibernate.SessionEventListener;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;

/**
 * A step of the trace for each statement that the store executes. Hibernate makes these: one for all sessions, which it tells
 * the statements, and one for each session, which it tells when they begin and end.
 */
public final class StatementSpans implements StatementInspector, SessionEventListener {
    private static final long serialVersionUID = 1;

    /** The statement that the thread prepared last. */
    private static final ThreadLocal<@Nullable String> PREPARED = new ThreadLocal<>();

    private transient Span span = Span.NONE;

    /** For Hibernate. */
    public StatementSpans() {}

    /** Makes Hibernate, which has not started yet, use this class. */
    static void configure() {
        String setting = "quarkus.hibernate-orm.unsupported-properties.\"%s\"";
        System.setProperty(
                setting.formatted("hibernate.session_factory.statement_inspector"), StatementSpans.class.getName());
        System.setProperty(setting.formatted("hibernate.session.events.auto"), StatementSpans.class.getName());
    }

    @Override
    public String inspect(String sql) {
        PREPARED.set(sql);
        return sql;
    }

    @Override
    public void jdbcExecuteStatementStart() {
        String sql = PREPARED.get();
        span = Traces.begin("store");
        span.set("db.system.name", "h2database");
        if (sql != null) {
            span.set("db.query.text", sql);
        }
    }

    @Override
    public void jdbcExecuteStatementEnd() {
        span.close();
        span = Span.NONE;
    }

    @Override
    public void jdbcExecuteBatchStart() {
        jdbcExecuteStatementStart();
    }

    @Override
    public void jdbcExecuteBatchEnd() {
        jdbcExecuteStatementEnd();
    }
}
